"""Set-up, the database server, backups, serving and the command line."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    # Set-up
    "E-SETUP-01": ErrorText(
        "There is no Python 3.11 or later and it could not be installed.",
        "As root, run apt-get install python3 python3-venv, then call ./dothi again.",
        "Không tìm thấy Python 3.11 trở lên và không cài được.",
        "Hãy cài gói python3 và python3-venv với quyền quản trị (apt-get install python3 python3-venv) rồi gọi lại ./dothi.",
    ),
    "E-SETUP-02": ErrorText(
        "System packages are missing ({packages}) and this system has no apt-get to install them.",
        "Install PostgreSQL 15 or later with PostGIS 3.3 or later in your system's way, or use Debian 12 or 13.",
        "Thiếu các gói hệ thống ({packages}) và hệ thống này không có apt-get để cài.",
        "Hãy cài PostgreSQL 15 trở lên cùng PostGIS 3.3 trở lên theo cách của hệ thống, hoặc dùng Debian 12 hoặc 13.",
    ),
    "E-SETUP-03": ErrorText(
        "System packages are missing ({packages}) and installing them needs root or sudo.",
        "As root, run apt-get install --no-install-recommends {packages}, or call ./dothi as a user with sudo.",
        "Thiếu các gói hệ thống ({packages}) và cần quyền root hoặc sudo để cài.",
        "Hãy chạy apt-get install --no-install-recommends {packages} với quyền root, hoặc gọi ./dothi bằng tài khoản có sudo.",
    ),
    "E-SETUP-04": ErrorText(
        "{what} can't reach the network: {reason}.",
        "Check the connection and the proxy settings of this machine, then call ./dothi again; what is done stays. Log: {log}",
        "{what} không kết nối được mạng: {reason}.",
        "Hãy kiểm tra kết nối và cấu hình proxy của máy rồi gọi lại ./dothi; phần đã xong được giữ nguyên. Nhật ký: {log}",
    ),
    "E-SETUP-05": ErrorText(
        "{what} failed: {reason}.",
        "The whole output is in {log}. Put the cause right and call ./dothi again; what is done stays.",
        "{what} không thành công: {reason}.",
        "Toàn bộ thông báo nằm trong {log}. Hãy khắc phục nguyên nhân rồi gọi lại ./dothi; phần đã xong được giữ nguyên.",
    ),
    "E-SETUP-06": ErrorText(
        "The user {user} may not write to {path}.",
        "Call ./dothi as the user {owner} whom it belongs to, or clone the project into a folder of your own.",
        "Tài khoản {user} không có quyền ghi vào {path}.",
        "Hãy gọi ./dothi bằng tài khoản {owner} sở hữu thư mục này, hoặc sao chép dự án vào thư mục của bạn.",
    ),
    "E-SETUP-07": ErrorText(
        "The package sources of this system offer no PostGIS (postgresql-NN-postgis-3).",
        "Check the network and the apt sources (Debian's main section has it), then call ./dothi again.",
        "Nguồn gói của hệ thống không có PostGIS (postgresql-NN-postgis-3).",
        "Hãy kiểm tra mạng và nguồn apt (mục main của Debian có gói này) rồi gọi lại ./dothi.",
    ),
    "E-SETUP-08": ErrorText(
        "{what} received a file that differs from the one the lock names: {reason}.",
        "Nothing of it was used. Try again; if it happens again, the package source can't be trusted. Log: {log}",
        "{what} nhận được tệp khác với tệp ghi trong khóa phiên bản: {reason}.",
        "Tệp đó không được dùng. Hãy thử lại; nếu vẫn xảy ra thì nguồn gói không đáng tin cậy. Nhật ký: {log}",
    ),
    "E-SETUP-09": ErrorText(
        "{what} failed because the disk is full: {reason}.",
        "Free about 5 GB and call ./dothi again; what is done stays. Log: {log}",
        "{what} không thành công vì đầy đĩa: {reason}.",
        "Hãy giải phóng khoảng 5 GB rồi gọi lại ./dothi; phần đã xong được giữ nguyên. Nhật ký: {log}",
    ),
    # The database server
    "E-DB-01": ErrorText(
        "PostgreSQL with PostGIS is not installed.", "Run ./dothi demo or ./dothi serve, which install it.",
        "Chưa cài PostgreSQL cùng PostGIS.", "Hãy chạy ./dothi demo hoặc ./dothi serve để cài.",
    ),
    "E-DB-02": ErrorText(
        "The data in {directory} was made by PostgreSQL {version}, which is not installed with PostGIS.",
        "Install postgresql-{version}-postgis-3, or move the folder away and restore a backup.",
        "Dữ liệu trong {directory} do PostgreSQL {version} tạo, nhưng phiên bản này chưa được cài cùng PostGIS.",
        "Hãy cài postgresql-{version}-postgis-3, hoặc chuyển thư mục đi chỗ khác rồi phục hồi từ bản sao lưu.",
    ),
    "E-DB-03": ErrorText(
        "The database server could not be started: {reason}.", "The whole output is in {log}.",
        "Không khởi động được máy chủ cơ sở dữ liệu: {reason}.", "Toàn bộ thông báo nằm trong {log}.",
    ),
    "E-DB-04": ErrorText(
        "The data in {directory} belongs to the user {owner}; {user} can't run it.",
        "Call ./dothi as {owner} or as root, whoever made it.",
        "Dữ liệu trong {directory} thuộc tài khoản {owner}; {user} không chạy được.",
        "Hãy gọi ./dothi bằng tài khoản {owner} hoặc root, tùy ai đã tạo.",
    ),
    "E-DB-05": ErrorText(
        "The database that DATABASE_URL names can't be reached: {reason}.",
        "Check the address, the password and that the database exists; without DATABASE_URL a private server is used.",
        "Không kết nối được cơ sở dữ liệu ghi trong DATABASE_URL: {reason}.",
        "Hãy kiểm tra địa chỉ, mật khẩu và cơ sở dữ liệu có tồn tại; nếu bỏ DATABASE_URL, máy chủ riêng sẽ được dùng.",
    ),
    "E-DB-06": ErrorText(
        "The database that DATABASE_URL names lacks {missing}.", "As a superuser of that server, run: {remedy}",
        "Cơ sở dữ liệu ghi trong DATABASE_URL còn thiếu {missing}.", "Hãy chạy bằng tài khoản superuser của máy chủ đó: {remedy}",
    ),
    "E-DB-07": ErrorText(
        "There is no free port from {first} to {last}.", "Stop a program that listens there.",
        "Không còn cổng trống từ {first} đến {last}.", "Hãy dừng bớt chương trình đang dùng các cổng đó.",
    ),
    "E-DB-08": ErrorText(
        "The data in {directory} is there, but {credentials} with its passwords is missing or damaged.",
        "Put that file back from a copy, or move the data away and restore a backup.",
        "Có dữ liệu trong {directory} nhưng tệp mật khẩu {credentials} bị thiếu hoặc hỏng.",
        "Hãy chép lại tệp đó, hoặc chuyển dữ liệu đi chỗ khác rồi phục hồi từ bản sao lưu.",
    ),
    "E-DB-09": ErrorText(
        "The database server is in use by another ./dothi.", "Stop that one first, or add --force.",
        "Máy chủ cơ sở dữ liệu đang được một ./dothi khác sử dụng.", "Hãy dừng lệnh đó trước, hoặc thêm --force.",
    ),
    "E-DB-10": ErrorText(
        "There is no private server to start or stop: DATABASE_URL names another.", "Unset DATABASE_URL.",
        "Không có máy chủ riêng để khởi động hay dừng: DATABASE_URL đang chỉ máy chủ khác.", "Hãy bỏ biến DATABASE_URL.",
    ),
    # Backups
    "E-BACKUP-01": ErrorText(
        "{path} exists already.", "Choose another name, or add --force to replace it.",
        "{path} đã tồn tại.", "Hãy chọn tên khác, hoặc thêm --force để thay thế.",
    ),
    "E-BACKUP-02": ErrorText(
        "{path} is not a backup: {reason}.", "Give a file that ./dothi backup wrote. Nothing was changed.",
        "{path} không phải bản sao lưu: {reason}.", "Hãy chọn tệp do ./dothi backup tạo. Dữ liệu không thay đổi.",
    ),
    "E-BACKUP-03": ErrorText(
        "The backup could not be written: {reason}.", "Check the disk space and the folder, then try again.",
        "Không ghi được bản sao lưu: {reason}.", "Hãy kiểm tra dung lượng đĩa và thư mục rồi thử lại.",
    ),
    "E-BACKUP-04": ErrorText(
        "The backup could not be restored: {reason}.", "The database is as it was. The whole output is in {log}.",
        "Không phục hồi được bản sao lưu: {reason}.", "Cơ sở dữ liệu vẫn giữ nguyên. Toàn bộ thông báo nằm trong {log}.",
    ),
    "E-BACKUP-05": ErrorText(
        "After restoring, {table} has {found} {found:row|rows} where the backup has {expected}.",
        "The database is as it was. Keep the backup and report this.",
        "Sau khi phục hồi, bảng {table} có {found} dòng trong khi bản sao lưu có {expected}.",
        "Cơ sở dữ liệu vẫn giữ nguyên. Hãy giữ bản sao lưu và báo lỗi.",
    ),
    "E-BACKUP-06": ErrorText(
        "The database is being served at {url}.", "Stop ./dothi serve first, or add --force to cut its connections.",
        "Cơ sở dữ liệu đang được phục vụ tại {url}.", "Hãy dừng ./dothi serve trước, hoặc thêm --force để ngắt kết nối.",
    ),
    # Serving and the command line
    "E-SERVE-01": ErrorText(
        "It is already running at {url}.", "Open that address, or stop it with Ctrl-C in its terminal (process {pid}).",
        "Hệ thống đang chạy tại {url}.", "Hãy mở địa chỉ đó, hoặc dừng bằng Ctrl-C ở cửa sổ của nó (tiến trình {pid}).",
    ),
    "E-SERVE-02": ErrorText(
        "{name} ended by itself ({ending}).", "Its last words are above or in {log}.",
        "{name} đã tự dừng ({ending}).", "Thông báo cuối nằm ở trên hoặc trong {log}.",
    ),
    "E-SERVE-03": ErrorText(
        "There is no free port from {first} to {last} for the web server.", "Name one with --port.",
        "Không còn cổng trống từ {first} đến {last} cho máy chủ web.", "Hãy chỉ định bằng --port.",
    ),
    "E-CLI-01": ErrorText(
        "This should not have happened: {reason}.", "Please report it with {log}.",
        "Lỗi ngoài dự kiến: {reason}.", "Hãy báo lỗi kèm tệp {log}.",
    ),
}

TEXTS |= {
}
