"""Sources that are no files: addresses, services and databases of other systems."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    "E-SOURCE-01": ErrorText(
        "{source} leads to a private address of this network ({host}).",
        "If it may be fetched from, name the host in DOTHI_FETCH_PRIVATE.",
        "{source} dẫn tới địa chỉ nội bộ ({host}).",
        "Nếu được phép lấy dữ liệu từ đó, hãy ghi tên máy vào DOTHI_FETCH_PRIVATE.",
    ),
    "E-SOURCE-02": ErrorText(
        "{source} can't be fetched: {reason}.", "Nothing was changed. Check the address, and whether the server is up.",
        "Không lấy được {source}: {reason}.", "Dữ liệu không thay đổi. Hãy kiểm tra địa chỉ và máy chủ nguồn.",
    ),
    "E-SOURCE-03": ErrorText(
        "Fetching {source} was stopped: {reason}.", "Nothing was changed. Ask for less, or raise {setting}.",
        "Việc lấy {source} đã bị dừng: {reason}.", "Dữ liệu không thay đổi. Hãy lấy ít hơn hoặc nâng {setting}.",
    ),
    "E-SOURCE-04": ErrorText(
        "{source} doesn't answer as {kind} does: {reason}.", "Check that the address is that of the service itself.",
        "{source} không trả lời đúng theo {kind}: {reason}.", "Hãy kiểm tra địa chỉ có đúng là của dịch vụ không.",
    ),
    "E-SOURCE-05": ErrorText(
        "{source} has several: {names}.", "Say which one with --source-layer NAME.",
        "{source} có nhiều lớp: {names}.", "Hãy chỉ rõ lớp bằng --source-layer TÊN.",
    ),
    "E-SOURCE-06": ErrorText(
        "{source} has no {name}; it has {names}.", "Choose one of these with --source-layer NAME.",
        "{source} không có {name}; hiện có: {names}.", "Hãy chọn một lớp bằng --source-layer TÊN.",
    ),
    "E-SOURCE-07": ErrorText(
        "{source} can't be read: {reason}.", "Check the address of the database, the table's name and the rights of its user.",
        "Không đọc được {source}: {reason}.", "Hãy kiểm tra địa chỉ cơ sở dữ liệu, tên bảng và quyền của người dùng.",
    ),
    "E-SOURCE-08": ErrorText(
        "{source} asks for a user name or password in its address, and jobs keep no passwords.",
        "Import it without --background.",
        "Địa chỉ {source} có tên người dùng hoặc mật khẩu, mà tác vụ nền không lưu mật khẩu.",
        "Hãy nhập không dùng --background.",
    ),
    "E-SOURCE-09": ErrorText(
        "{folder} can't be watched: {reason}.", "Write dothi-import.toml in it; see docs/how-to/watch-a-folder.md.",
        "Không theo dõi được {folder}: {reason}.", "Hãy đặt tệp dothi-import.toml trong đó; xem docs/how-to/watch-a-folder.md.",
    ),
}
