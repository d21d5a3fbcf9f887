"""Filters: CQL2 in text and JSON."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    "E-FILTER-01": ErrorText(
        "The filter can't be read at {at}: “{found}” can't stand there.",
        "Places are line:column of CQL2 text, or a JSON pointer into CQL2 JSON. Text stands in 'single' quotes, and filter-lang says which of the two it is.",
        "Không đọc được bộ lọc tại {at}: “{found}” không hợp lệ ở đó.",
        "Vị trí là dòng:cột trong CQL2 dạng chữ, hoặc con trỏ JSON trong CQL2 dạng JSON. Chữ đặt trong dấu nháy 'đơn'; filter-lang cho biết là dạng nào.",
    ),
    "E-FILTER-02": ErrorText(
        "At {at}, there is no property {name} to filter by.", "The collection's queryables are: {known}.",
        "Tại {at}: không có thuộc tính {name} để lọc.", "Các thuộc tính lọc được của tập dữ liệu: {known}.",
    ),
    "E-FILTER-03": ErrorText(
        "At {at}, {found} stands where {expected} is wanted.",
        "Compare like with like: numbers plain, text in 'quotes', days as DATE('2026-11-21'), times as TIMESTAMP('2026-11-21T07:00:00Z').",
        "Tại {at}: có {found}, trong khi cần {expected}.",
        "Hãy so sánh cùng kiểu: số viết thường, chữ trong 'nháy đơn', ngày viết DATE('2026-11-21'), thời điểm viết TIMESTAMP('2026-11-21T07:00:00Z').",
    ),
    "E-FILTER-04": ErrorText(
        "The filter has {length} characters; {most} is the most.", "Ask in several requests.",
        "Bộ lọc dài {length} ký tự; tối đa {most}.", "Hãy chia thành nhiều yêu cầu.",
    ),
    "E-FILTER-05": ErrorText(
        "The filter is nested more than {most} deep, at {at}.", "Write it flatter: AND, OR and IN take any number of parts.",
        "Bộ lọc lồng nhau quá {most} tầng, tại {at}.", "Hãy viết phẳng hơn: AND, OR và IN nhận nhiều thành phần.",
    ),
    "E-FILTER-06": ErrorText(
        "The filter has more than {most} parts.", "Ask in several requests.",
        "Bộ lọc có hơn {most} thành phần.", "Hãy chia thành nhiều yêu cầu.",
    ),
    "E-FILTER-07": ErrorText(
        "The geometry at {at} has {number} points; {most} is the most.", "Simplify it, or ask part by part.",
        "Hình học tại {at} có {number} điểm; tối đa {most}.", "Hãy đơn giản hóa hoặc hỏi theo từng phần.",
    ),
    "E-FILTER-08": ErrorText(
        "The geometry at {at} can't be used: {reason}.", "Give a valid geometry with its numbers in the order of filter-crs (longitude, latitude if left out).",
        "Hình học tại {at} không dùng được: {reason}.", "Hãy ghi hình học hợp lệ, tọa độ theo thứ tự trục của filter-crs (kinh độ, vĩ độ nếu không ghi).",
    ),
    "E-FILTER-09": ErrorText(
        "At {at}, there is no operator or function {op}.", "Functions are: {known}.",
        "Tại {at}: không có toán tử hay hàm {op}.", "Các hàm có: {known}.",
    ),
    "E-FILTER-10": ErrorText(
        "The value {value} at {at} can't be read or is too large.",
        "Days are written as 2026-11-21, times with their zone as 2026-11-21T07:00:00Z, numbers up to 1.7e308.",
        "Giá trị {value} tại {at} không đọc được hoặc quá lớn.",
        "Ngày viết dạng 2026-11-21, thời điểm kèm múi giờ dạng 2026-11-21T07:00:00Z, số tối đa 1.7e308.",
    ),
    "E-FILTER-11": ErrorText(
        "The filter computes what no number can hold, or asks of shapes what can't be computed.",
        "Keep its arithmetic within 1.7e308, and roots to positive numbers.",
        "Bộ lọc tính ra số vượt quá giới hạn, hoặc phép so sánh hình học không tính được.",
        "Hãy giữ phép tính trong phạm vi 1.7e308 và chỉ lấy căn của số dương.",
    ),
    "E-FILTER-12": ErrorText(
        "Finding what the filter asks for took longer than {seconds} s and was stopped.",
        "Add a bbox or S_INTERSECTS with a small area, or ask for less.",
        "Việc tìm theo bộ lọc quá {seconds} giây nên đã dừng.", "Hãy thêm bbox hoặc S_INTERSECTS với vùng nhỏ, hoặc hỏi ít hơn.",
    ),
    "E-FILTER-13": ErrorText(
        "There is no filter language {value} here.", "Offered: {offered}.",
        "Không có ngôn ngữ lọc {value}.", "Các ngôn ngữ có: {offered}.",
    ),
    "E-FILTER-14": ErrorText(
        "{name} says nothing without filter.", "Add filter, or leave {name} out.",
        "{name} không có nghĩa khi thiếu filter.", "Hãy thêm filter hoặc bỏ {name}.",
    ),
    "E-FILTER-15": ErrorText(
        "At {at}, {op} can't be said of {number} operands.", "docs/reference/cql2.md lists the operators with theirs.",
        "Tại {at}: {op} không nhận {number} toán hạng.", "Xem danh sách toán tử trong docs/reference/cql2.md.",
    ),
    "E-FILTER-16": ErrorText(
        "The pattern of LIKE at {at} isn't a text that can be one.", "Give a text with % for any text and _ for one character; \\% and \\_ mean these themselves, \\ can't be the last.",
        "Mẫu của LIKE tại {at} không hợp lệ.", "Hãy ghi chữ, với % thay cho đoạn bất kỳ và _ thay cho một ký tự; \\% và \\_ là chính các dấu đó; không kết thúc bằng \\.",
    ),
    "E-FILTER-17": ErrorText(
        "{op} at {at} can't be asked of a collection of several kinds of geometry.", "Ask S_INTERSECTS or S_DISJOINT, or give each geometry by itself.",
        "{op} tại {at} không dùng được với tập hợp nhiều kiểu hình học.", "Hãy dùng S_INTERSECTS hoặc S_DISJOINT, hoặc ghi riêng từng hình học.",
    ),
}
