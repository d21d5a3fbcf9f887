"""Programs of other departments, their keys and limits."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    "E-CLIENT-01": ErrorText(
        "The key or token isn't accepted.", "Check it, or ask whoever keeps the keys of your organisation for a new one.",
        "Khóa hoặc mã truy cập không được chấp nhận.", "Hãy kiểm tra lại, hoặc đề nghị người quản lý khóa của cơ quan bạn cấp khóa mới.",
    ),
    "E-CLIENT-02": ErrorText(
        "A key or token stands in the address, where logs keep it.",
        "Send it in the header Authorization: Bearer …, and have this one revoked: others may have read it.",
        "Khóa hoặc mã truy cập nằm trong địa chỉ, nơi nhật ký lưu lại.",
        "Hãy gửi trong tiêu đề Authorization: Bearer …, và thu hồi khóa này vì người khác có thể đã đọc được.",
    ),
    "E-CLIENT-03": ErrorText(
        "Two different keys or tokens were sent.", "Send one, in Authorization or in X-API-Key.",
        "Yêu cầu gửi kèm hai khóa hoặc mã khác nhau.", "Hãy chỉ gửi một, trong Authorization hoặc X-API-Key.",
    ),
    "E-CLIENT-04": ErrorText(
        "There is no API client {client}, or it has ended.", "./dothi clients list shows them.",
        "Không có ứng dụng {client}, hoặc ứng dụng đã ngừng.", "./dothi clients list liệt kê các ứng dụng.",
    ),
    "E-CLIENT-05": ErrorText(
        "The API client has no scope {scope}.", "Choose from: {known}.",
        "Ứng dụng không có phạm vi {scope}.", "Hãy chọn trong: {known}.",
    ),
    "E-CLIENT-06": ErrorText(
        "A key lasts from 1 to {most} days, not {days}.", "Choose a number of days in between; it can be replaced any time.",
        "Khóa có thời hạn từ 1 đến {most} ngày, không phải {days}.", "Hãy chọn số ngày trong khoảng đó; có thể thay khóa bất cứ lúc nào.",
    ),
    "E-CLIENT-07": ErrorText(
        "There is no key {key}, or it was revoked.", "./dothi clients show CLIENT lists the keys of a client.",
        "Không có khóa {key}, hoặc khóa đã bị thu hồi.", "./dothi clients show ỨNG_DỤNG liệt kê các khóa.",
    ),
    "E-CLIENT-08": ErrorText(
        "The field {field} is empty or longer than {most} characters.", "Fill it in: whoever looks at the list must know whom to ask.",
        "Trường {field} để trống hoặc dài quá {most} ký tự.", "Hãy điền: người xem danh sách cần biết liên hệ với ai.",
    ),
    "E-CLIENT-09": ErrorText(
        "{scope} can't be a scope.", "Choose from: {known}.",
        "{scope} không phải là phạm vi quyền.", "Hãy chọn trong: {known}.",
    ),
    "E-CLIENT-10": ErrorText(
        "Another API client has the client {client} of the single sign-on server.", "End that one first, or register another.",
        "Ứng dụng khác đã dùng mã {client} của máy chủ đăng nhập một lần.", "Hãy ngừng ứng dụng đó, hoặc đăng ký mã khác.",
    ),
    "E-CLIENT-11": ErrorText(
        "The single sign-on server that could tell whether the token is good doesn't answer.",
        "Try again in a moment; a key of ours works meanwhile.",
        "Máy chủ đăng nhập một lần không trả lời nên chưa kiểm tra được mã truy cập.",
        "Hãy thử lại sau giây lát; khóa do hệ thống này cấp vẫn dùng được.",
    ),
    "E-CLIENT-12": ErrorText(
        "The code {taken} is taken by another API client, or isn't written in small letters, digits and hyphens.", "Choose another code.",
        "Mã {taken} đã dùng cho ứng dụng khác, hoặc không gồm chữ thường, chữ số và dấu gạch nối.", "Hãy chọn mã khác.",
    ),
    "E-CLIENT-13": ErrorText(
        "{text} is no whole number.", "Give one of up to nine digits, or leave the field empty.",
        "{text} không phải là số nguyên.", "Hãy nhập số nguyên tối đa chín chữ số, hoặc để trống.",
    ),
    "E-CLIENT-14": ErrorText(
        "No program manages access.", "Choose another role, and scopes without manage_access.",
        "Không ứng dụng nào được quản trị quyền.", "Hãy chọn vai trò khác và phạm vi không có manage_access.",
    ),
    "E-CLIENT-15": ErrorText(
        "You made this client, and its key would have rights that you don't have.",
        "Another manager of access can make the key, or choose scopes that are among your own rights.",
        "Bạn đã tạo ứng dụng này, và khóa sẽ có quyền mà bạn không có.",
        "Hãy nhờ người quản trị quyền khác tạo khóa, hoặc chọn phạm vi nằm trong quyền của bạn.",
    ),
    "E-RATE-01": ErrorText(
        "More than {limit} {limit:request|requests} in {period} s.", "Wait {wait} s; the header RateLimit says how many are left.",
        "Đã vượt {limit} yêu cầu trong {period} giây.", "Hãy chờ {wait} giây; tiêu đề RateLimit cho biết số yêu cầu còn lại.",
    ),
}  # fmt: skip
