"""Code lists."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    "E-CODE-01": ErrorText(
        "There is no code list {name}.", "Known are: {known}. ./dothi codes import makes a new one.",
        "Không có danh mục mã {name}.", "Các danh mục có: {known}. Tạo mới bằng ./dothi codes import.",
    ),
    "E-CODE-02": ErrorText(
        "The code list {list} has no code {value}.", "./dothi codes show {list} lists what it has, ended codes too.",
        "Danh mục {list} không có mã {value}.", "Xem các mã, kể cả mã đã hết hiệu lực, bằng ./dothi codes show {list}.",
    ),
    "E-CODE-03": ErrorText(
        "The code {value} of {list} means nothing on {day}; it holds {spans}.", "Ask for another day, or for none.",
        "Mã {value} của {list} không có hiệu lực ngày {day}; mã có hiệu lực {spans}.", "Hãy ghi ngày khác, hoặc không ghi ngày.",
    ),
    "E-CODE-04": ErrorText(
        "{name} is no code list: {reason}.",
        "It is a CSV in UTF-8 with the columns {columns}; code and title_vi are needed.",
        "{name} không phải danh mục mã: {reason}.",
        "Cần tệp CSV UTF-8 có các cột {columns}; bắt buộc có code và title_vi.",
    ),
    "E-CODE-05": ErrorText(
        "Rows of {name} can't be taken: {rows}.",
        "A code has up to 80 signs without spaces, +, | and brackets; it needs a title; texts have at most 200, sources 500.",
        "Các dòng sau của {name} không dùng được: {rows}.",
        "Mã dài tối đa 80 ký tự, không có khoảng trắng, +, | và ngoặc vuông; phải có tên; tên dài tối đa 200, nguồn 500 ký tự.",
    ),
    "E-CODE-06": ErrorText(
        "Days in {name} can't be: {rows}.",
        "Write days as 2026-11-24 or 24/11/2026; valid_to is the first day after, so it comes later than valid_from.",
        "Ngày trong {name} không đúng: {rows}.",
        "Hãy ghi ngày dạng 2026-11-24 hoặc 24/11/2026; valid_to là ngày đầu tiên hết hiệu lực nên phải sau valid_from.",
    ),
    "E-CODE-07": ErrorText(
        "Colours in {name} can't be read: {rows}.", "Write them as #rrggbb, or leave them empty.",
        "Không đọc được màu trong {name}: {rows}.", "Hãy ghi màu dạng #rrggbb hoặc để trống.",
    ),
    "E-CODE-08": ErrorText(
        "Codes of {list} would have two meanings on one day: {codes}.",
        "End the first meaning on the day on which the second begins.",
        "Một số mã của {list} sẽ có hai nghĩa trong cùng một ngày: {codes}.",
        "Hãy cho nghĩa trước hết hiệu lực vào ngày nghĩa sau bắt đầu.",
    ),
    "E-CODE-09": ErrorText(
        "Successors in {name} can't be taken: {rows}.",
        "Write codes with | between them, and the document that says so in the column source or in brackets: ODT [TT 08/2024].",
        "Không dùng được mã kế thừa trong {name}: {rows}.",
        "Hãy ghi các mã cách nhau bằng |, kèm văn bản quy định ở cột source hoặc trong ngoặc vuông: ODT [TT 08/2024].",
    ),
    "E-CODE-10": ErrorText(
        "Successors in {list} lead nowhere: {codes}.", "Name codes of the same list; a meaning can't follow itself.",
        "Mã kế thừa trong {list} không tồn tại: {codes}.", "Hãy ghi mã có trong cùng danh mục; một nghĩa không thể kế thừa chính nó.",
    ),
    "E-CODE-11": ErrorText(
        "Features have codes of {list} that would go: {codes}.",
        "Nothing was changed. End them with ./dothi codes end, so that they stay readable.",
        "Có đối tượng đang dùng các mã của {list} sẽ bị xóa: {codes}.",
        "Dữ liệu không thay đổi. Hãy cho mã hết hiệu lực bằng ./dothi codes end để vẫn đọc được.",
    ),
    "E-CODE-12": ErrorText(
        "{name} can't be a code list's name.",
        "Use up to 40 small letters, digits and underscores, beginning with a letter; say it with --list.",
        "{name} không dùng làm tên danh mục mã được.",
        "Hãy dùng tối đa 40 chữ thường không dấu, chữ số và gạch dưới, bắt đầu bằng chữ; ghi bằng --list.",
    ),
    "E-CODE-13": ErrorText(
        "The code {value} of {list} can't end on {day}; it holds {spans}.",
        "Give the first day on which it holds no more, within one of these spans.",
        "Mã {value} của {list} không thể hết hiệu lực ngày {day}; mã có hiệu lực {spans}.",
        "Hãy ghi ngày đầu tiên hết hiệu lực, trong một khoảng nêu trên.",
    ),
    "E-CODE-14": ErrorText(
        "on={value} is no day.", "Write it as 2026-11-24.",
        "on={value} không phải ngày.", "Hãy ghi dạng 2026-11-24.",
    ),
    "E-CODE-15": ErrorText(
        "{path} can't be written: {reason}.", "Name another file, or none for standard output.",
        "Không ghi được {path}: {reason}.", "Hãy ghi tên tệp khác, hoặc bỏ tên tệp để in ra màn hình.",
    ),
    # Values of fields
    "W-CODE-01": ErrorText(
        "Values of {field} are not in the code list {list}: {values}.",
        "They were kept as they are. Correct them, or add the codes with ./dothi codes import.",
        "Giá trị của {field} không có trong danh mục {list}: {values}.",
        "Đã giữ nguyên. Hãy sửa giá trị, hoặc thêm mã bằng ./dothi codes import.",
    ),
    "W-CODE-02": ErrorText(
        "Values of {field} are codes of {list} that don't hold on {day}: {values}.",
        "They were kept as they are. ./dothi codes show {list} says from when to when they hold and what followed them.",
        "Giá trị của {field} là mã của {list} không có hiệu lực ngày {day}: {values}.",
        "Đã giữ nguyên. Xem thời gian hiệu lực và mã kế thừa bằng ./dothi codes show {list}.",
    ),
    "N-CODE-01": ErrorText(
        "Values of {field} were written as the code list {list} writes them: {values}. What stood there was kept in extra.", "",
        "Giá trị của {field} đã được ghi theo danh mục {list}: {values}. Giá trị gốc được giữ trong extra.", "",
    ),
    "N-CODE-02": ErrorText(
        "Codes in {field} that don't hold on {day} became those that followed them in {list}: {values}. What stood there was kept in extra.", "",
        "Các mã của {field} không còn hiệu lực ngày {day} đã được đổi sang mã kế thừa trong {list}: {values}. Giá trị gốc được giữ trong extra.", "",
    ),
}
