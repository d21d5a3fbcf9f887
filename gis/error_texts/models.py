"""Exchange models and exports."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    "E-MODEL-01": ErrorText(
        "There is no exchange model {name}.", "Known is: {known}.",
        "Không có mô hình trao đổi {name}.", "Mô hình hiện có: {known}.",
    ),
    "E-MODEL-02": ErrorText(
        "The model {model} has no database {name}.", "Choose one of {known}.",
        "Mô hình {model} không có cơ sở dữ liệu {name}.", "Hãy chọn một trong các cơ sở dữ liệu {known}.",
    ),
    "E-MODEL-03": ErrorText(
        "Names of layers can't begin with {prefix}.",
        "Use up to 12 small letters, digits and underscores, beginning with a letter, such as q1_.",
        "Tên lớp không thể bắt đầu bằng {prefix}.",
        "Hãy dùng tối đa 12 chữ thường không dấu, chữ số và gạch dưới, bắt đầu bằng chữ, ví dụ q1_.",
    ),
    "E-MODEL-04": ErrorText(
        "There are no layers of the model to export for {databases}.",
        "Make them with ./dothi layers create-model planning, or name other databases or another prefix.",
        "Không có lớp nào của mô hình để xuất cho {databases}.",
        "Hãy tạo bằng ./dothi layers create-model planning, hoặc chọn cơ sở dữ liệu hay tiền tố khác.",
    ),
    "E-MODEL-05": ErrorText(
        "The layers of the class {name} are stored in different systems: {layers}.",
        "Export them one set after another, with --prefix, into folders of their own.",
        "Các lớp của lớp đối tượng {name} lưu theo các hệ tọa độ khác nhau: {layers}.",
        "Hãy xuất lần lượt từng bộ bằng --prefix, mỗi bộ một thư mục.",
    ),
    "W-MODEL-01": ErrorText(
        "{count} {count:feature|features} of {layer} {count:has|have} no {field}, which the exchange model requires.",
        "They were exported as they are; a receiver may send the file back.",
        "{count} đối tượng của {layer} thiếu {field} mà mô hình trao đổi yêu cầu.",
        "Các đối tượng vẫn được xuất nguyên trạng; nơi nhận có thể trả lại tệp.",
    ),
    "W-MODEL-02": ErrorText(
        "{count} {count:feature|features} of {layer} {count:has|have} a {field} that is longer or otherwise than the exchange model says: {rule}.",
        "They were exported as they are; a receiver may send the file back.",
        "{count} đối tượng của {layer} có {field} dài hơn hoặc khác quy định của mô hình trao đổi: {rule}.",
        "Các đối tượng vẫn được xuất nguyên trạng; nơi nhận có thể trả lại tệp.",
    ),
    "E-EXPORT-01": ErrorText(
        "{path} exists already.", "Choose another folder, or add --force to replace it. Nothing was written.",
        "{path} đã tồn tại.", "Hãy chọn thư mục khác, hoặc thêm --force để thay thế. Chưa ghi gì.",
    ),
    "E-EXPORT-02": ErrorText(
        "Nothing could be written to {path}: {reason}.", "Check the folder and the disk space, then try again.",
        "Không ghi được vào {path}: {reason}.", "Hãy kiểm tra thư mục và dung lượng đĩa rồi thử lại.",
    ),
}
