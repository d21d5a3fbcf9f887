"""Who may do what."""

from gis.error_texts.text import ErrorText

TEXTS = {
    "E-ACCESS-01": ErrorText(
        "This takes the right {right} in {layer}, which you don't have.", "Who keeps the rights of your organisation can give you a role that may.",
        "Việc này cần quyền {right} trong {layer} mà bạn chưa có.", "Người quản trị quyền của cơ quan bạn có thể cấp vai trò phù hợp.",
    ),
    "E-ACCESS-02": ErrorText(
        "Nobody is signed in.", "Sign in, or send a key or token, and ask again.",
        "Chưa đăng nhập.", "Hãy đăng nhập hoặc gửi kèm khóa, mã truy cập rồi thử lại.",
    ),
    "E-ACCESS-03": ErrorText(
        "There is no administrative unit {unit} today.", "Give codes of communes or provinces of today; ./dothi units find lists them.",
        "Hiện không có đơn vị hành chính {unit}.", "Hãy dùng mã xã hoặc tỉnh hiện hành; ./dothi units find liệt kê các mã.",
    ),
    "E-ACCESS-04": ErrorText(
        "There is no account {user}.", "./dothi accounts list shows them.",
        "Không có tài khoản {user}.", "./dothi accounts list liệt kê các tài khoản.",
    ),
    "E-ACCESS-05": ErrorText(
        "There is no organisation {organisation}, or it has ended.", "./dothi access organisations lists them.",
        "Không có cơ quan {organisation}, hoặc cơ quan đã giải thể.", "./dothi access organisations liệt kê các cơ quan.",
    ),
    "E-ACCESS-06": ErrorText(
        "There is no role {role} that can be given.", "./dothi access roles lists them.",
        "Không có vai trò {role} để cấp.", "./dothi access roles liệt kê các vai trò.",
    ),
    "E-ACCESS-07": ErrorText(
        "It would end before it begins.", "Give an end after the beginning.",
        "Thời điểm kết thúc trước thời điểm bắt đầu.", "Hãy chọn thời điểm kết thúc sau thời điểm bắt đầu.",
    ),
    "E-ACCESS-08": ErrorText(
        "There is no membership {id}, or it has ended.", "./dothi access memberships lists those that hold.",
        "Không có phân quyền {id}, hoặc phân quyền đã kết thúc.", "./dothi access memberships liệt kê các phân quyền còn hiệu lực.",
    ),
    "E-ACCESS-09": ErrorText(
        "The feature lies, or would lie, outside the area in which you have the right {right} in {layer}.",
        "Who is responsible for that area can do it, or give you the area.",
        "Đối tượng nằm (hoặc sẽ nằm) ngoài địa bàn mà bạn có quyền {right} trong {layer}.",
        "Người phụ trách địa bàn đó có thể thực hiện, hoặc cấp địa bàn cho bạn.",
    ),
}  # fmt: skip
