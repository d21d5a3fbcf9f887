"""Accounts: who may sign in, and how."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    "E-ACCOUNT-01": ErrorText(
        "There is no account {name}.", "Check the name; ./dothi accounts list shows what there is.",
        "Không có tài khoản {name}.", "Hãy kiểm tra tên; xem danh sách bằng ./dothi accounts list.",
    ),
    "E-ACCOUNT-02": ErrorText(
        "“{name}” can't be a user name.", "Use up to 150 letters, digits and . + - _ without spaces and @.",
        "“{name}” không dùng làm tên đăng nhập được.", "Hãy dùng tối đa 150 chữ cái, chữ số và . + - _, không có dấu cách và @.",
    ),
    "E-ACCOUNT-03": ErrorText(
        "The user name {name} is taken.", "Choose another one; ended accounts keep theirs.",
        "Tên đăng nhập {name} đã có người dùng.", "Hãy chọn tên khác; tài khoản đã khóa vẫn giữ tên của mình.",
    ),
    "E-ACCOUNT-04": ErrorText(
        "Another account has the e-mail address {email}.", "Each person has their own account and address.",
        "Địa chỉ thư {email} đã gắn với tài khoản khác.", "Mỗi người dùng tài khoản và địa chỉ thư riêng.",
    ),
    "E-ACCOUNT-05": ErrorText(
        "“{email}” is no e-mail address.", "Write it like ten.ho@example.gov.vn.",
        "“{email}” không phải địa chỉ thư điện tử.", "Hãy ghi dạng ten.ho@example.gov.vn.",
    ),
    "E-ACCOUNT-06": ErrorText(
        "The full name is longer than {length} characters.", "Shorten it.",
        "Họ tên dài quá {length} ký tự.", "Hãy rút gọn.",
    ),
    "E-ACCOUNT-07": ErrorText(
        "There is no kind of account {kind}.", "There are person and service.",
        "Không có loại tài khoản {kind}.", "Có hai loại: person (người) và service (dịch vụ).",
    ),
    "E-ACCOUNT-08": ErrorText(
        "{name} is a service's account and doesn't sign in.", "Give it a key instead.",
        "{name} là tài khoản dịch vụ nên không đăng nhập.", "Hãy cấp khóa truy cập cho dịch vụ.",
    ),
    "E-ACCOUNT-09": ErrorText(
        "{name} is no account of the demo.", "./dothi demo prints those that there are; of others nobody knows the codes.",
        "{name} không phải tài khoản mẫu.", "./dothi demo in ra các tài khoản mẫu; mã của tài khoản khác không ai biết.",
    ),
    "E-ACCOUNT-10": ErrorText(
        "There is no such session.", "It may have ended already.",
        "Không có phiên đăng nhập này.", "Có thể phiên đã kết thúc.",
    ),
    "E-ACCOUNT-11": ErrorText(
        "Too many failed attempts.", "Try again in {minutes} min. If you have forgotten your password, set a new one or ask your administrator.",
        "Sai quá nhiều lần.", "Hãy thử lại sau {minutes} phút. Nếu quên mật khẩu, hãy đặt lại hoặc hỏi quản trị viên.",
    ),
    "E-ACCOUNT-12": ErrorText(
        "Your account needs a second factor before it can do anything.", "Enrol one at {url}.",
        "Tài khoản phải có xác thực hai lớp mới dùng được.", "Hãy đăng ký tại {url}.",
    ),
    "E-ACCOUNT-13": ErrorText(
        "Your password has to be changed before anything else.", "Change it at {url}.",
        "Phải đổi mật khẩu trước khi làm việc khác.", "Hãy đổi tại {url}.",
    ),
    "E-ACCOUNT-14": ErrorText(
        "This session hasn't shown your second factor yet.", "Show it at {url}.",
        "Phiên này chưa xác thực lớp thứ hai.", "Hãy xác thực tại {url}.",
    ),
    "E-ACCOUNT-15": ErrorText(
        "The form is out of date or didn't come from this site.", "Nothing was changed. Go back, load the page again and send it once more.",
        "Biểu mẫu đã hết hạn hoặc không gửi từ trang này.", "Chưa có gì thay đổi. Hãy quay lại, tải lại trang rồi gửi lần nữa.",
    ),
    "E-ACCOUNT-16": ErrorText(
        "Signing in by {provider} didn't succeed.", "Try again from the sign-in page. If it happens again, tell your administrator.",
        "Đăng nhập qua {provider} không thành công.", "Hãy thử lại từ trang đăng nhập. Nếu vẫn lỗi, hãy báo quản trị viên.",
    ),
    "E-ACCOUNT-17": ErrorText(
        "There is no account here for the one you signed in with.", "Ask your administrator for an account with the same e-mail address.",
        "Chưa có tài khoản nào ở đây ứng với tài khoản bạn vừa dùng.", "Hãy đề nghị quản trị viên tạo tài khoản có cùng địa chỉ thư.",
    ),
    "E-ACCOUNT-18": ErrorText(
        "A subject of the single sign-on server has 1 to {length} characters.", "Take what the server calls sub.",
        "Mã người dùng (sub) của máy chủ đăng nhập một lần có từ 1 đến {length} ký tự.", "Hãy lấy giá trị mà máy chủ gọi là sub.",
    ),
    "E-ACCOUNT-19": ErrorText(
        "Another account is tied to the subject {subject}.", "One person has one account; end the other one, or tie it to its own.",
        "Mã người dùng {subject} đã gắn với tài khoản khác.", "Mỗi người một tài khoản; hãy khóa tài khoản kia hoặc gắn lại cho đúng.",
    ),
}
