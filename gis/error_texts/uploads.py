"""Files that are sent to be imported."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    "E-UPLOAD-01": ErrorText(
        "There is no such upload, or no more.", "Send the file again.",
        "Không có tệp đã gửi này, hoặc tệp đã hết hạn lưu.", "Hãy gửi lại tệp.",
    ),
    "E-UPLOAD-02": ErrorText(
        "More than {limit} MB were sent.",
        "Nothing was kept. Split the file, or have DOTHI_UPLOAD_MB raised; an administrator can import it with ./dothi import.",
        "Dữ liệu gửi lên vượt quá {limit} MB.",
        "Hệ thống không giữ lại gì. Hãy chia nhỏ tệp, hoặc đề nghị nâng DOTHI_UPLOAD_MB; quản trị viên có thể nhập bằng ./dothi import.",
    ),
    "E-UPLOAD-03": ErrorText(
        "No file was sent.", "Send it as the body with ?name=…, or as fields `file` of a form (multipart/form-data).",
        "Chưa gửi tệp nào.", "Hãy gửi tệp làm nội dung kèm ?name=…, hoặc trong các trường `file` của biểu mẫu (multipart/form-data).",
    ),
    "E-UPLOAD-04": ErrorText(
        "There is no room on the server for this file.", "Nothing was kept. Tell whoever runs the server.",
        "Máy chủ không còn chỗ cho tệp này.", "Hệ thống không giữ lại gì. Hãy báo người vận hành máy chủ.",
    ),
    "E-UPLOAD-05": ErrorText(
        "{name} can't be taken: two files of one name, or more than {most} files at once.",
        "Send each file once, or all of them in an archive.",
        "Không nhận được {name}: trùng tên tệp, hoặc gửi quá {most} tệp một lần.",
        "Hãy gửi mỗi tệp một lần, hoặc gom tất cả vào một tệp nén.",
    ),
    "E-UPLOAD-06": ErrorText(
        "Too many files are being looked at just now.", "Try again in a moment.",
        "Hiện có quá nhiều tệp đang được xem trước.", "Hãy thử lại sau ít phút.",
    ),
    "E-UPLOAD-07": ErrorText(
        "{member} isn't an option of an import, or {value} isn't a value for it.",
        "The options are those of ./dothi import; see docs/reference/api-imports.md.",
        "{member} không phải là tùy chọn nhập, hoặc {value} không phải là giá trị hợp lệ.",
        "Các tùy chọn giống như của ./dothi import; xem docs/reference/api-imports.md.",
    ),
    "E-UPLOAD-08": ErrorText(
        "Nobody has given you the right to import.", "Those who manage access can give it.",
        "Bạn chưa được cấp quyền nhập dữ liệu.", "Người quản trị quyền có thể cấp quyền này.",
    ),
    "E-UPLOAD-09": ErrorText(
        "Of run {run} there are no rejected features that you may see.", "The run's report says what became of its features.",
        "Lần nhập {run} không có đối tượng bị loại nào mà bạn được xem.",
        "Báo cáo của lần nhập cho biết kết quả của các đối tượng.",
    ),
}
