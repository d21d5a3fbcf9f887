"""Requests: the OGC API, the search, processes."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
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
        "There is no tile {z}/{y}/{x} in {set}.", "Levels run to 24; the tile matrix set says how many rows and columns each has, from 0.",
        "Không có ô {z}/{y}/{x} trong {set}.", "Mức phóng tối đa 24; bộ ma trận ô ghi số hàng và cột của từng mức, đếm từ 0.",
    ),
    "E-REQUEST-10": ErrorText(
        "{field}={value} can't be compared with this field.", "Give a value of the field's type.",
        "{field}={value} không so sánh được với trường này.", "Hãy ghi giá trị đúng kiểu của trường.",
    ),
    "E-REQUEST-14": ErrorText(
        "The answer took the database more than {seconds} seconds, and was given up.",
        "Ask for less: a smaller box or page, or a filter by a field that has an index. Whoever keeps the server can raise DOTHI_STATEMENT_SECONDS.",
        "Cơ sở dữ liệu mất hơn {seconds} giây nên yêu cầu đã bị dừng.",
        "Hãy hỏi ít hơn: khung nhỏ hơn, trang nhỏ hơn hoặc lọc theo trường có chỉ mục. Người quản trị máy chủ có thể tăng DOTHI_STATEMENT_SECONDS.",
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
    "E-REQUEST-12": ErrorText(
        "recorded={value} is no time.", "Write it with its zone, such as 2026-11-24T10:00:00+07:00 or …Z.",
        "recorded={value} không phải là thời điểm.", "Hãy ghi kèm múi giờ, ví dụ 2026-11-24T10:00:00+07:00 hoặc …Z.",
    ),
    "E-REQUEST-20": ErrorText(
        "Features have no property {name}.", "Those of this collection are: {known}.",
        "Đối tượng không có thuộc tính {name}.", "Các thuộc tính của tập dữ liệu này: {known}.",
    ),
    "E-REQUEST-13": ErrorText(
        "{method} is not answered here.", "Use one of {methods}.",
        "Không hỗ trợ {method} ở đây.", "Hãy dùng một trong {methods}.",
    ),
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
}

TEXTS |= {
    # Tiles
    "E-TILE-01": ErrorText(
        "collections={value} has an empty name in it.", "Give names with commas between them, such as parcels,roads, or leave it out.",
        "collections={value} có tên để trống.", "Hãy ghi các tên cách nhau bằng dấu phẩy, ví dụ parcels,roads, hoặc bỏ tham số này.",
    ),
}
