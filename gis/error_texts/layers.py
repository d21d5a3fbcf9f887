"""Layers and their fields."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    # Layers
    "E-LAYER-01": ErrorText(
        "{name} can't be a layer's name.",
        "Use up to 40 small letters, digits and underscores, beginning with a letter, not ending in _history or _draft; change_log and run_change are taken.",
        "{name} không dùng làm tên lớp được.",
        "Hãy dùng tối đa 40 chữ thường không dấu, chữ số và gạch dưới, bắt đầu bằng chữ, không kết thúc bằng _history hay _draft; change_log và run_change đã được dùng.",
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
        "Say which template it follows with --template; those that fit the file best stand first: {templates}.",
        "Chưa có lớp {name} và không có mẫu cùng tên.", "Hãy chọn mẫu bằng --template; mẫu hợp với tệp nhất đứng trước: {templates}.",
    ),
    "E-LAYER-07": ErrorText(
        "There is no template {name}.", "Choose one of {templates}.",
        "Không có mẫu {name}.", "Hãy chọn một trong các mẫu {templates}.",
    ),
    "E-FIELD-01": ErrorText(
        "The field {field} of type {type} can't have this {rule}, or needs one.",
        "Give code_list to fields of type code, target to links, pattern to text, minimum and maximum to numbers and "
        "dates.",
        "Trường {field} kiểu {type} không dùng được {rule} này, hoặc đang thiếu.",
        "Dùng code_list cho kiểu code, target cho liên kết, pattern cho chữ, minimum và maximum cho số và ngày.",
    ),
    "E-FIELD-02": ErrorText(
        "The {rule} {value} of the field {field} is no value of its type.",
        "Write numbers as numbers, dates as 2026-11-24, times with their zone.",
        "Giá trị {rule} {value} của trường {field} không đúng kiểu.",
        "Hãy viết số dạng số, ngày dạng 2026-11-24, thời điểm kèm múi giờ.",
    ),
    "E-FIELD-03": ErrorText(
        "The pattern {pattern} of the field {field} can't be used: {reason}.",
        "Use letters, classes such as [A-Z0-9], repetitions and plain groups.",
        "Mẫu {pattern} của trường {field} không dùng được: {reason}.",
        "Hãy dùng chữ cái, lớp ký tự như [A-Z0-9], phép lặp và nhóm thông thường.",
    ),
    "E-FIELD-04": ErrorText(
        "The {rule} of the field {field} breaks its own rules: {reason}.", "Change one of them.",
        "Giá trị {rule} của trường {field} trái với chính quy tắc của trường: {reason}.", "Hãy sửa một trong hai.",
    ),
    "E-LAYER-08": ErrorText(
        "The layer {name} is there already, made from the template {template} and stored in {storage}.",
        "Leave --template and --storage-crs out, or give the data a layer of its own.",
        "Đã có lớp {name}, theo mẫu {template} và lưu theo {storage}.",
        "Hãy bỏ --template và --storage-crs, hoặc nhập vào một lớp riêng.",
    ),
    "E-LAYER-09": ErrorText(
        "{count} {count:key|keys} of the layer {name} {count:stands|stand} more than once: {keys}.",
        "Correct these features, add a field to the key, or let the key not be unique.",
        "Có {count} khóa của lớp {name} bị trùng: {keys}.",
        "Hãy sửa các đối tượng này, thêm trường vào khóa, hoặc không yêu cầu khóa là duy nhất.",
    ),
    "E-LAYER-10": ErrorText(
        "The tables of the layer {name} were in use for {seconds} s.",
        "Nothing was changed. Try again when the export or the long query has ended.",
        "Các bảng của lớp {name} đang được sử dụng suốt {seconds} giây.",
        "Dữ liệu không thay đổi. Hãy thử lại khi việc xuất hoặc truy vấn dài đã xong.",
    ),
    "E-LAYER-11": ErrorText(
        "What is settled with the tables of {name} can't be described anew: {settled}.",
        "Make a layer of its own and import into it; fields have commands of their own.",
        "Không thể đổi những gì đã cố định cùng bảng của {name}: {settled}.",
        "Hãy tạo lớp khác rồi nhập dữ liệu vào; các trường có lệnh riêng.",
    ),
    "E-LAYER-12": ErrorText(
        "The {what} {value} isn't known.", "Known are: {known}.",
        "Không biết {what} {value}.", "Các giá trị có: {known}.",
    ),
    "E-LAYER-13": ErrorText(
        "The member {member} of the {what} can't be read: {reason}.", "Members are: {known}.",
        "Không đọc được thành phần {member} của {what}: {reason}.", "Các thành phần có: {known}.",
    ),
    "E-LAYER-14": ErrorText(
        "The {what} {name} lacks {missing}.", "Add what is missing to its declaration.",
        "Khai báo {what} {name} thiếu {missing}.", "Hãy bổ sung phần còn thiếu.",
    ),
    "E-LAYER-15": ErrorText(
        "The layer {name} holds {count} {count:feature|features}, and its history more.",
        "Confirm with --yes to remove it for good; make a backup before.",
        "Lớp {name} đang có {count} đối tượng, chưa kể lịch sử.",
        "Hãy xác nhận bằng --yes nếu muốn xóa hẳn; nên sao lưu trước.",
    ),
    "E-LAYER-16": ErrorText(
        "The {member} of {name} has {length} characters.", "Say it in {limit} at most.",
        "{member} của {name} dài {length} ký tự.", "Hãy ghi tối đa {limit} ký tự.",
    ),
    "E-FIELD-05": ErrorText(
        "The field {field} is required, but {count} {count:feature|features} of {layer} would have no value.",
        "Give a default, or make it required once they have values.",
        "Trường {field} là bắt buộc, nhưng {count} đối tượng của {layer} sẽ không có giá trị.",
        "Hãy cho giá trị mặc định, hoặc đặt bắt buộc sau khi đã có giá trị.",
    ),
    "E-FIELD-06": ErrorText(
        "The field {field} of {layer} holds {count} {count:value|values}.",
        "Confirm to drop it all the same; its values stay in the database and the field can be restored.",
        "Trường {field} của {layer} đang có {count} giá trị.",
        "Hãy xác nhận nếu vẫn muốn bỏ; giá trị vẫn được giữ và có thể khôi phục trường.",
    ),
    "E-FIELD-07": ErrorText(
        "{count} {count:feature|features} of {layer} {count:breaks|break} the new rule ({rule}) of the field {field}: {ids}.",
        "Nothing was changed. Correct these features, or make the rule wider.",
        "Có {count} đối tượng của {layer} trái với quy tắc mới ({rule}) của trường {field}: {ids}.",
        "Dữ liệu không thay đổi. Hãy sửa các đối tượng này hoặc nới quy tắc.",
    ),
    "E-FIELD-08": ErrorText(
        "The key or the title of the layer {layer} needs the field {field}.", "Choose another key and title first.",
        "Khóa hoặc tên của lớp {layer} cần trường {field}.", "Hãy chọn khóa và tên khác trước.",
    ),
    "E-FIELD-09": ErrorText(
        "The layer {layer} is made from the template {template}, which may get a field {field} one day.",
        "Let the names of your own fields begin with x_, such as x_{field}.",
        "Lớp {layer} theo mẫu {template}; sau này mẫu có thể có trường {field}.",
        "Hãy đặt tên trường riêng bắt đầu bằng x_, ví dụ x_{field}.",
    ),
    "E-FIELD-10": ErrorText(
        "The layer {layer} has no field {field}.", "The command ./dothi layers show {layer} lists its fields.",
        "Lớp {layer} không có trường {field}.", "Lệnh ./dothi layers show {layer} liệt kê các trường.",
    ),
    "E-FIELD-11": ErrorText(
        "As {new}, {count} {count:value|values} of the field {field} of {layer} would be lost, in these features or their history: {ids}.",
        "Nothing was changed. Correct the values, or add a second field.",
        "Nếu đổi sang {new}, {count} giá trị của trường {field} thuộc {layer} sẽ mất, ở các đối tượng này hoặc lịch sử của chúng: {ids}.",
        "Dữ liệu không thay đổi. Hãy sửa các giá trị hoặc thêm trường khác.",
    ),
    "E-FIELD-12": ErrorText(
        "The field {field} can't be changed from {old} to {new}.", "Add a second field and fill it.",
        "Không thể đổi trường {field} từ {old} sang {new}.", "Hãy thêm trường khác và điền giá trị.",
    ),
    "E-FIELD-13": ErrorText(
        "The field {field} names the code list {list}, which isn't there.",
        "Known are: {known}. Make it first with ./dothi codes import.",
        "Trường {field} ghi danh mục mã {list}, chưa có.",
        "Các danh mục có: {known}. Hãy tạo trước bằng ./dothi codes import.",
    ),
    # History
    "E-HISTORY-01": ErrorText(
        "Nothing was superseded of feature {id} of {layer} that was recorded at {at}.",
        "Take a recording time from its timeline: ./dothi layers history {layer} {id}.",
        "Đối tượng {id} của {layer} không có phiên bản cũ ghi lúc {at}.",
        "Hãy lấy thời điểm trong dòng thời gian: ./dothi layers history {layer} {id}.",
    ),
    "E-HISTORY-02": ErrorText(
        "The version of feature {id} of {layer} can't come back: it breaks {reason}.",
        "Nothing was changed. Change the rule, or the feature that stands in the way.",
        "Không thể khôi phục phiên bản của đối tượng {id} thuộc {layer}: vi phạm {reason}.",
        "Dữ liệu không thay đổi. Hãy sửa quy tắc hoặc đối tượng đang vướng.",
    ),
}
