"""Single features, as they are written one at a time."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    "E-FEATURE-01": ErrorText(
        "The layer {layer} has no feature {id}.", "It may have been removed; look it up in the layer's list.",
        "Lớp {layer} không có đối tượng {id}.", "Đối tượng có thể đã bị xóa; hãy tra trong danh sách của lớp.",
    ),
    "E-FEATURE-02": ErrorText(
        "Feature {id} of {layer} is in version {version}, not {expected}: somebody changed it meanwhile.",
        "Nothing was changed. Look at it as it is now, and write again.",
        "Đối tượng {id} của {layer} đang ở phiên bản {version}, không phải {expected}: có người đã sửa trong lúc đó.",
        "Dữ liệu không thay đổi. Hãy xem lại đối tượng hiện nay rồi ghi lại.",
    ),
    "E-FEATURE-03": ErrorText(
        "{value} can't be the {field} of a feature of {layer}: {reason}.",
        "Nothing was changed. Give a value that fits the field: ./dothi layers show {layer}.",
        "{value} không dùng được cho {field} của lớp {layer}: {reason}.",
        "Dữ liệu không thay đổi. Hãy ghi giá trị hợp lệ; xem các trường bằng ./dothi layers show {layer}.",
    ),
    "E-FEATURE-04": ErrorText(
        "A feature of {layer} needs {fields}.", "Nothing was changed. Give a value to each.",
        "Đối tượng của {layer} phải có {fields}.", "Dữ liệu không thay đổi. Hãy điền đủ các trường.",
    ),
    "E-FEATURE-05": ErrorText(
        "The geometry can't be one of {layer}, which holds {expected}: {reason}.",
        "Nothing was changed. Draw it again, or give it in the right coordinate system.",
        "Hình học không dùng được cho lớp {layer} (loại {expected}): {reason}.",
        "Dữ liệu không thay đổi. Hãy vẽ lại hoặc ghi đúng hệ tọa độ.",
    ),
    "E-FEATURE-06": ErrorText(
        "Another feature of {layer} has the same {key}.",
        "Nothing was changed. Give another value, or change the feature that is there.",
        "Đã có đối tượng khác của {layer} trùng {key}.",
        "Dữ liệu không thay đổi. Hãy ghi giá trị khác hoặc sửa đối tượng đang có.",
    ),
    "E-FEATURE-07": ErrorText(
        "Feature {id} of {layer} can't change from {day}: it is valid {first} – {last}.",
        "Nothing was changed. Give a day inside, or leave it out to correct what is recorded.",
        "Không thể đổi đối tượng {id} của {layer} từ ngày {day}: hiệu lực của nó là {first} – {last}.",
        "Dữ liệu không thay đổi. Hãy ghi ngày nằm trong khoảng đó, hoặc bỏ ngày để đính chính dữ liệu đã ghi.",
    ),
    "E-FEATURE-10": ErrorText(
        "The {field} of a feature of {layer} leads to feature {id} of {target}, which isn't there.",
        "Nothing was changed. Give the id of a feature of {target}.",
        "{field} của lớp {layer} trỏ tới đối tượng {id} của {target}, không tồn tại.",
        "Dữ liệu không thay đổi. Hãy ghi mã của một đối tượng thuộc {target}.",
    ),
    "E-FEATURE-11": ErrorText(
        "The list {code_list} of the {field} of {layer} has no code {value} today.",
        "Nothing was changed. Give a code of the list: ./dothi codes show {code_list}.",
        "Danh mục {code_list} của {field} (lớp {layer}) hiện không có mã {value}.",
        "Dữ liệu không thay đổi. Hãy ghi một mã trong danh mục: ./dothi codes show {code_list}.",
    ),
    "E-FEATURE-12": ErrorText(
        "{count} things given for a feature of {layer} can't be taken: {names}.",
        "Nothing was changed. Each is explained in the list of problems.",
        "Có {count} mục ghi cho đối tượng của lớp {layer} không dùng được: {names}.",
        "Dữ liệu không thay đổi. Từng mục được giải thích trong danh sách lỗi kèm theo.",
    ),
    "E-FEATURE-08": ErrorText(
        "The file {name} can't be put away: {reason}.", "Give a file of {known}, up to {limit} MB.",
        "Không lưu được tệp {name}: {reason}.", "Hãy dùng tệp {known}, tối đa {limit} MB.",
    ),
    "E-FEATURE-09": ErrorText(
        "There is no such file.", "Look at the feature again: it may have another one now.",
        "Không có tệp này.", "Hãy xem lại đối tượng: tệp có thể đã được thay.",
    ),
}
