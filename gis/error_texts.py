"""Every public code with its sentence and way out, in English and Vietnamese.

`E-` refuses, `W-` says what was mended, `N-` informs. The middle part names the subject. A code is never reused;
docs/reference/errors.md is generated from this table and a test holds the two together.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class ErrorText:
    """Sentence and way out of one code in both languages, with `{named}` places."""

    sentence_en: str
    way_out_en: str
    sentence_vi: str
    way_out_vi: str

    def sentence(self, language: str) -> str:
        return self.sentence_vi if language == "vi" else self.sentence_en

    def way_out(self, language: str) -> str:
        return self.way_out_vi if language == "vi" else self.way_out_en


TEXTS: dict[str, ErrorText] = {
    # Files
    "E-FILE-01": ErrorText(
        "There is no file {path}.", "Check the path.",
        "Không có tệp {path}.", "Hãy kiểm tra đường dẫn.",
    ),
    "E-FILE-02": ErrorText(
        "{name} is none of the formats that can be read ({formats}): {reason}.",
        "Export it again from the program it came from, or convert it to GeoPackage.",
        "{name} không thuộc các định dạng đọc được ({formats}): {reason}.",
        "Hãy xuất lại từ phần mềm gốc hoặc chuyển sang GeoPackage.",
    ),
    "E-FILE-03": ErrorText(
        "{name} is damaged or cut off: {reason}.", "Copy or export the file again, with all its parts.",
        "{name} bị hỏng hoặc bị cắt cụt: {reason}.", "Hãy sao chép hoặc xuất lại đủ các tệp thành phần.",
    ),
    "E-FILE-04": ErrorText(
        "{name} holds no features.", "Check that the right file or layer was chosen.",
        "{name} không có đối tượng nào.", "Hãy kiểm tra đã chọn đúng tệp hoặc lớp.",
    ),
    "E-FILE-05": ErrorText(
        "Reading {name} was stopped: {reason}.",
        "Nothing was changed. Split the file, or raise the limit {setting}.",
        "Việc đọc {name} đã bị dừng: {reason}.",
        "Dữ liệu không thay đổi. Hãy chia nhỏ tệp hoặc nâng giới hạn {setting}.",
    ),
    "E-FILE-06": ErrorText(
        "{name} holds several layers: {layers}.", "Say which one with --source-layer NAME.",
        "{name} có nhiều lớp: {layers}.", "Hãy chỉ rõ lớp bằng --source-layer TÊN.",
    ),
    "E-FILE-07": ErrorText(
        "{name} has no layer {layer}; it has {layers}.", "Choose one of these with --source-layer NAME.",
        "{name} không có lớp {layer}; các lớp hiện có: {layers}.", "Hãy chọn một lớp bằng --source-layer TÊN.",
    ),
    "E-FILE-08": ErrorText(
        "The table {name} has no coordinates: no WKT or GeoJSON column and no pair of coordinate columns among {columns}.",
        "Name the columns x and y, lon and lat, or geometry, and import it again.",
        "Bảng {name} không có tọa độ: không thấy cột WKT, GeoJSON hay cặp cột tọa độ trong {columns}.",
        "Hãy đặt tên cột là x và y, lon và lat, hoặc geometry rồi nhập lại.",
    ),
    "E-FILE-09": ErrorText(
        "{name} may not be read by the account this runs under.", "Change its permissions, or copy it elsewhere.",
        "Tài khoản đang chạy không có quyền đọc {name}.", "Hãy đổi quyền truy cập hoặc sao chép tệp sang nơi khác.",
    ),
    # Coordinate systems
    "E-CRS-01": ErrorText(
        "{text} is not a coordinate system that is known here.", "Give it as EPSG:n, for example EPSG:9210.",
        "{text} không phải hệ tọa độ được biết ở đây.", "Hãy ghi dạng EPSG:n, ví dụ EPSG:9210.",
    ),
    "E-CRS-02": ErrorText(
        "{name} does not say its coordinate system.", "Say which it is with --crs EPSG:n.",
        "{name} không ghi hệ tọa độ.", "Hãy chỉ rõ bằng --crs EPSG:n.",
    ),
    "E-CRS-03": ErrorText(
        "The coordinates of {name} do not fit {crs}: {reason}.", "Say the right system with --crs EPSG:n.",
        "Tọa độ trong {name} không khớp với {crs}: {reason}.", "Hãy chỉ đúng hệ tọa độ bằng --crs EPSG:n.",
    ),
    # Geometry
    "E-GEOM-01": ErrorText(
        "{name} mixes geometries: {kinds}.",
        "A layer holds one kind: split the file, or say which to take with --geometry point|line|polygon.",
        "{name} trộn nhiều loại hình học: {kinds}.",
        "Mỗi lớp chỉ có một loại: hãy tách tệp hoặc chọn bằng --geometry point|line|polygon.",
    ),
    "E-GEOM-02": ErrorText(
        "{name} holds {found}, the layer or template {layer} holds {expected}.", "Choose another layer or template.",
        "{name} chứa {found}, còn lớp hoặc mẫu {layer} chứa {expected}.", "Hãy chọn lớp hoặc mẫu lớp khác.",
    ),
    "E-GEOM-03": ErrorText(
        "No geometry.", "The feature was kept out; draw it or take its row out of the file.",
        "Không có hình học.", "Đối tượng không được nhập; hãy vẽ bổ sung hoặc bỏ dòng khỏi tệp.",
    ),
    "E-GEOM-04": ErrorText(
        "A coordinate is not a finite number.", "The feature was kept out; correct it in the source.",
        "Có tọa độ không phải số hữu hạn.", "Đối tượng không được nhập; hãy sửa ở nguồn.",
    ),
    "E-GEOM-05": ErrorText(
        "The geometry can't be repaired into {expected}.", "The feature was kept out; correct it in the source.",
        "Không sửa được hình học thành {expected}.", "Đối tượng không được nhập; hãy sửa ở nguồn.",
    ),
    "W-GEOM-01": ErrorText(
        "Invalid geometry was repaired ({reason}).", "Compare the area with the source's.",
        "Hình học sai đã được sửa ({reason}).", "Hãy đối chiếu diện tích với nguồn.",
    ),
    "N-GEOM-01": ErrorText(
        "Heights and measures were left out: the layer is two-dimensional.", "",
        "Đã bỏ cao độ và giá trị M: lớp dữ liệu là hai chiều.", "",
    ),
    # Text encodings
    "W-ENC-01": ErrorText(
        "The encoding of {columns} is not certain ({encoding}, confidence {confidence}).",
        "Look at the preview (--dry-run), or say it with --encoding.",
        "Bảng mã của {columns} chưa chắc chắn ({encoding}, độ tin cậy {confidence}).",
        "Hãy xem trước (--dry-run) hoặc chỉ rõ bằng --encoding.",
    ),
    "N-ENC-01": ErrorText(
        "Text in {columns} was converted from {encoding} to Unicode.", "",
        "Chữ trong {columns} đã được chuyển từ {encoding} sang Unicode.", "",
    ),
    # Values
    "W-VALUE-01": ErrorText(
        "Values of {field} are not {expected}; they were kept in extra.", "Correct them in the source or in the layer.",
        "Giá trị của {field} không phải {expected}; đã giữ trong extra.", "Hãy sửa ở nguồn hoặc trong lớp.",
    ),
    "E-VALUE-01": ErrorText(
        "The required field {field} is empty.", "The feature was kept out; fill the field in the source.",
        "Trường bắt buộc {field} để trống.", "Đối tượng không được nhập; hãy điền ở nguồn.",
    ),
    "E-VALUE-02": ErrorText(
        "The key {key} stands more than once.", "The feature was kept out; number it anew in the source.",
        "Khóa {key} bị trùng.", "Đối tượng không được nhập; hãy đánh số lại ở nguồn.",
    ),
    "N-VALUE-01": ErrorText(
        "Columns without a field were kept in extra: {columns}.", "",
        "Các cột không có trường tương ứng được giữ trong extra: {columns}.", "",
    ),
}

TEXTS |= {
    # Layers
    "E-LAYER-01": ErrorText(
        "{name} can't be a layer's name.",
        "Use up to 40 small letters, digits and underscores, beginning with a letter, not ending in _history or _draft.",
        "{name} không dùng làm tên lớp được.",
        "Hãy dùng tối đa 40 chữ thường không dấu, chữ số và gạch dưới, bắt đầu bằng chữ, không kết thúc bằng _history hay _draft.",
    ),
    "E-LAYER-02": ErrorText(
        "{name} can't be a field of {layer}: it is reserved, stands twice or is not a plain name.",
        "Use up to 40 small letters, digits and underscores, beginning with a letter.",
        "{name} không dùng làm trường của {layer} được: tên dành riêng, bị trùng hoặc không hợp lệ.",
        "Hãy dùng tối đa 40 chữ thường không dấu, chữ số và gạch dưới, bắt đầu bằng chữ.",
    ),
    "E-LAYER-03": ErrorText(
        "The key or title of {layer} names {name}, which is none of its fields.", "Name a field of the layer.",
        "Khóa hoặc tiêu đề của {layer} ghi {name}, không phải trường của lớp.", "Hãy ghi tên một trường của lớp.",
    ),
    "E-LAYER-04": ErrorText(
        "There is a layer {name} already.", "Choose another name, or import into the layer that is there.",
        "Đã có lớp {name}.", "Hãy chọn tên khác hoặc nhập vào lớp hiện có.",
    ),
    "E-LAYER-05": ErrorText(
        "There is no layer {name}.", "See the list of layers.",
        "Không có lớp {name}.", "Hãy xem danh sách các lớp.",
    ),
    "E-LAYER-06": ErrorText(
        "There is no layer {name} yet and no template of that name.",
        "Say which template it follows with --template: {templates}.",
        "Chưa có lớp {name} và không có mẫu cùng tên.", "Hãy chọn mẫu bằng --template: {templates}.",
    ),
    "E-LAYER-07": ErrorText(
        "There is no template {name}.", "Choose one of {templates}.",
        "Không có mẫu {name}.", "Hãy chọn một trong các mẫu {templates}.",
    ),
    "E-FEATURE-01": ErrorText(
        "The layer {layer} has no feature {id}.", "It may have been removed; look it up in the layer's list.",
        "Lớp {layer} không có đối tượng {id}.", "Đối tượng có thể đã bị xóa; hãy tra trong danh sách của lớp.",
    ),
    # Import runs
    "E-RUN-01": ErrorText(
        "None of the {read} features of {name} can be imported.", "See the findings and correct the source.",
        "Không nhập được đối tượng nào trong {read} đối tượng của {name}.", "Hãy xem các phát hiện và sửa nguồn.",
    ),
    "E-RUN-02": ErrorText(
        "This very file was loaded into {layer} before (run {run}).", "Say --again to load it a second time.",
        "Chính tệp này đã được nhập vào {layer} trước đây (lần nhập {run}).", "Dùng --again để nhập lần nữa.",
    ),
    "N-RUN-01": ErrorText(
        "{name} lies outside Vietnam; the layer is stored in {crs} as delivered.", "",
        "{name} nằm ngoài Việt Nam; lớp được lưu theo {crs} như bản giao.", "",
    ),
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
        "After restoring, {table} has {found} rows where the backup has {expected}.",
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
    # Requests to the API
    "E-REQUEST-01": ErrorText(
        "There is no parameter {name} here.", "Known are: {known}.",
        "Không có tham số {name}.", "Các tham số có: {known}.",
    ),
    "E-REQUEST-02": ErrorText(
        "There is no representation {value} here.", "Ask for one of: {offered}.",
        "Không có định dạng {value}.", "Hãy chọn một trong: {offered}.",
    ),
    "E-REQUEST-03": ErrorText(
        "{name}={value} is not a whole number {expected}.", "Give a whole number in that range.",
        "{name}={value} không phải số nguyên {expected}.", "Hãy ghi số nguyên trong khoảng đó.",
    ),
    "E-REQUEST-04": ErrorText(
        "This collection does not answer in {crs}.", "Its description lists the systems it answers in, under crs.",
        "Bộ dữ liệu này không trả lời theo {crs}.", "Mô tả của bộ dữ liệu liệt kê các hệ tọa độ, ở mục crs.",
    ),
    "E-REQUEST-05": ErrorText(
        "bbox={value} is not a box.", "Give four numbers: west,south,east,north.",
        "bbox={value} không phải khung bao.", "Hãy ghi bốn số: tây,nam,đông,bắc.",
    ),
    "E-REQUEST-06": ErrorText(
        "datetime={value} is not a time.", "Give a day (2026-11-21), an instant with zone, or an interval (2026-01-01/..).",
        "datetime={value} không phải thời gian.", "Hãy ghi ngày (2026-11-21), thời điểm có múi giờ, hoặc khoảng (2026-01-01/..).",
    ),
    "E-REQUEST-07": ErrorText(
        "{method} is not answered here.", "Use GET.", "Không hỗ trợ {method} ở đây.", "Hãy dùng GET.",
    ),
    "E-REQUEST-08": ErrorText(
        "The request can't be answered: {reason}.", "Check its parameters.",
        "Không trả lời được yêu cầu: {reason}.", "Hãy kiểm tra các tham số.",
    ),
    "E-REQUEST-09": ErrorText(
        "There is no tile {z}/{y}/{x} in {set}.", "Rows and columns run from 0 to 2^zoom - 1, zoom to 24.",
        "Không có ô {z}/{y}/{x} trong {set}.", "Hàng và cột từ 0 đến 2^mức - 1, mức phóng tối đa 24.",
    ),
    "E-REQUEST-10": ErrorText(
        "{field}={value} can't be compared with this field.", "Give a value of the field's type.",
        "{field}={value} không so sánh được với trường này.", "Hãy ghi giá trị đúng kiểu của trường.",
    ),
    "E-REQUEST-11": ErrorText(
        "There is no tile matrix set {name}.", "Offered: {offered}.",
        "Không có bộ ma trận ô {name}.", "Các bộ có: {offered}.",
    ),
}

TEXTS |= {
    "E-CRS-04": ErrorText(
        "The coordinate system written in {name} is none that EPSG knows.", "Say which it is with --crs EPSG:n.",
        "Hệ tọa độ ghi trong {name} không có trong EPSG.", "Hãy chỉ rõ bằng --crs EPSG:n.",
    ),
    "E-LAYER-08": ErrorText(
        "The layer {name} is there already, made from the template {template} and stored in {storage}.",
        "Leave --template and --storage-crs out, or give the data a layer of its own.",
        "Đã có lớp {name}, theo mẫu {template} và lưu theo {storage}.",
        "Hãy bỏ --template và --storage-crs, hoặc nhập vào một lớp riêng.",
    ),
    "E-RUN-03": ErrorText(
        "{name} was given twice, or has the same content as another of the files.", "Give each file once.",
        "{name} được đưa vào hai lần hoặc trùng nội dung với tệp khác.", "Hãy đưa mỗi tệp một lần.",
    ),
    "E-MAP-01": ErrorText(
        "{column} can't fill {field}: one of them isn't there.", "The file's columns are {columns}.",
        "{column} không điền được vào {field}: một trong hai không tồn tại.", "Các cột của tệp: {columns}.",
    ),
    "E-GEOM-06": ErrorText(
        "None of the features of {name} has a geometry.", "Check that the right file or layer was chosen.",
        "Không đối tượng nào của {name} có hình học.", "Hãy kiểm tra đã chọn đúng tệp hoặc lớp.",
    ),
}

TEXTS |= {
    # Search
    "E-SEARCH-01": ErrorText(
        "The search text has {length} characters; {most} is the most.", "Search for a number, a name or a coordinate.",
        "Nội dung tìm kiếm dài {length} ký tự; tối đa {most}.", "Hãy tìm theo số thửa, tên hoặc tọa độ.",
    ),
    "E-SEARCH-02": ErrorText(
        "{text} looks like a coordinate, but no VN-2000 or WGS 84 coordinate in Vietnam has such numbers.",
        "Check the digits: N is 800000 to 2700000, E 200000 to 850000, latitude 6 to 24, longitude 100 to 120.",
        "{text} giống tọa độ nhưng không phải tọa độ VN-2000 hay WGS 84 nào ở Việt Nam.",
        "Hãy kiểm tra lại: X (Bắc) từ 800000 đến 2700000, Y (Đông) từ 200000 đến 850000, vĩ độ 6–24, kinh độ 100–120.",
    ),
    "N-SEARCH-01": ErrorText(
        "There is too little to search for.", "Type at least two letters, or a sheet and parcel such as 12/45.",
        "Nội dung tìm kiếm quá ngắn.", "Hãy gõ ít nhất hai chữ, hoặc tờ và thửa, ví dụ 12/45.",
    ),
    "N-SEARCH-02": ErrorText(
        "Nothing was found for “{text}”.", "Try fewer words, a street without its number, or sheet and parcel as 12/45.",
        "Không tìm thấy “{text}”.", "Hãy thử ít chữ hơn, tên đường không có số nhà, hoặc tờ/thửa dạng 12/45.",
    ),
    "N-SEARCH-03": ErrorText(
        "There is no number {number} here; these are the nearest.", "Check the number, or choose one of these.",
        "Không có số {number}; đây là các số gần nhất.", "Hãy kiểm tra lại số, hoặc chọn một kết quả dưới đây.",
    ),
    "N-SEARCH-04": ErrorText(
        "This point ({system}) lies outside the city.", "Check the digits and the coordinate system; the map shows it all the same.",
        "Điểm này ({system}) nằm ngoài phạm vi đô thị.", "Hãy kiểm tra lại số và hệ tọa độ; bản đồ vẫn hiển thị điểm đó.",
    ),
    "N-SEARCH-05": ErrorText(
        "Read as {system}, the city's system.", "If the survey used another zone, add it, for example EPSG:9210 or KTT 105°45'.",
        "Đã hiểu là {system}, hệ tọa độ của đô thị.", "Nếu đo theo múi khác, hãy ghi thêm, ví dụ EPSG:9210 hoặc KTT 105°45'.",
    ),
    "N-SEARCH-06": ErrorText(
        "No commune is called “{place}”; all communes are shown.", "Check the name; names of before July 2025 are known too.",
        "Không có xã, phường nào tên “{place}”; kết quả lấy ở mọi nơi.", "Hãy kiểm tra lại tên; tên cũ trước 07/2025 cũng tìm được.",
    ),
    "N-SEARCH-07": ErrorText(
        "In {system} this point lies outside the city; in {others} it lies inside.", "If that is the survey's zone, add it to the search.",
        "Theo {system}, điểm này nằm ngoài đô thị; theo {others} thì nằm trong.", "Nếu đo theo múi đó, hãy ghi thêm vào ô tìm kiếm.",
    ),
}

TEXTS |= {
    # Processes
    "E-PROCESS-01": ErrorText(
        "There is no process {name}.", "Offered: {known}.",
        "Không có phép xử lý {name}.", "Các phép xử lý có: {known}.",
    ),
    "E-PROCESS-02": ErrorText(
        "The request can't be read ({reason}).", "Send a JSON object whose member inputs is an object.",
        "Không đọc được yêu cầu ({reason}).", "Hãy gửi một đối tượng JSON có thành phần inputs là một đối tượng.",
    ),
    "E-PROCESS-03": ErrorText(
        "The input {name} is missing.", "Give it under inputs; the description of the process says what it is.",
        "Thiếu đầu vào {name}.", "Hãy ghi trong inputs; mô tả của phép xử lý nói rõ ý nghĩa.",
    ),
    "E-PROCESS-04": ErrorText(
        "The input {name}={value} is not of the type {expected}.", "Its schema stands in the description of the process.",
        "Đầu vào {name}={value} không đúng kiểu {expected}.", "Xem kiểu dữ liệu trong mô tả của phép xử lý.",
    ),
    "E-PROCESS-05": ErrorText(
        "The process has no input {name}.", "Known are: {known}.",
        "Phép xử lý không có đầu vào {name}.", "Các đầu vào có: {known}.",
    ),
    "E-PROCESS-06": ErrorText(
        "The outputs can't be sent as asked.", "Ask for {output} by value, with response raw or document, or leave both out.",
        "Không trả được kết quả theo cách yêu cầu.", "Hãy yêu cầu {output} theo giá trị, response là raw hoặc document, hoặc bỏ cả hai.",
    ),
    "E-PROCESS-07": ErrorText(
        "{method} is not answered here.", "Use POST with a JSON object that holds the inputs.",
        "Không hỗ trợ {method} ở đây.", "Hãy dùng POST với một đối tượng JSON chứa các đầu vào.",
    ),
}
