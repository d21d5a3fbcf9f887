"""Files that are read."""

from gis.error_texts.text import ErrorText

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
    "E-FILE-10": ErrorText(
        "{name} carries a secrecy mark (Mật, Tối mật or Tuyệt mật) and was not read in.",
        "Nothing of it was kept. State secrets don't belong in this system; keep the file under the Law on Protection of State "
        "Secrets 29/2018/QH14, on the agency's own system for secrets. If the mark is a mistake, have it taken off first.",
        "{name} có dấu độ mật (Mật, Tối mật hoặc Tuyệt mật) nên không được nhập.",
        "Hệ thống không giữ lại nội dung nào. Bí mật nhà nước không được đưa vào hệ thống này; hãy lưu giữ tệp theo Luật Bảo vệ "
        "bí mật nhà nước 29/2018/QH14, trên hệ thống dành riêng của cơ quan. Nếu ghi nhầm dấu mật, hãy bỏ dấu trước khi nhập.",
    ),
}
