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
    "E-ACCESS-10": ErrorText(
        "You may not manage access.", "Somebody whose role may manage access can do it.",
        "Bạn không có quyền quản trị phân quyền.", "Người có quyền quản trị phân quyền có thể thực hiện việc này.",
    ),
    "E-ACCESS-11": ErrorText(
        "No reason is given.", "Say why: a decision's number, an absence, a new duty. It is kept in the audit log.",
        "Chưa có lý do.", "Hãy ghi lý do: số quyết định, nghỉ phép, nhiệm vụ mới. Lý do được lưu trong nhật ký.",
    ),
    "E-ACCESS-12": ErrorText(
        "Nobody gives rights to themselves.", "A second person who manages access can give them.",
        "Không ai được tự cấp quyền cho mình.", "Một người quản trị phân quyền khác có thể cấp.",
    ),
    "E-ACCESS-13": ErrorText(
        "Then nobody could manage access any more.",
        "Give the role administrator to somebody else first, or do it on the command line with ./dothi access.",
        "Sau việc này không còn ai quản trị phân quyền.",
        "Hãy cấp vai trò quản trị cho người khác trước, hoặc thực hiện bằng lệnh ./dothi access.",
    ),
    "E-ACCESS-14": ErrorText(
        "The delegation would begin before the membership or last longer than it.",
        "Choose days within those of the membership.",
        "Thời gian ủy quyền vượt ra ngoài thời hạn của phân quyền.", "Hãy chọn thời gian nằm trong thời hạn đó.",
    ),
    "E-ACCESS-15": ErrorText(
        "A membership can't be delegated to its own holder.", "Name another account.",
        "Không thể ủy quyền cho chính người đang giữ quyền.", "Hãy chọn tài khoản khác.",
    ),
    "E-ACCESS-16": ErrorText(
        "There is no active account of a person called {user}.", "Rights are delegated to people; check the user name.",
        "Không có tài khoản cá nhân nào đang hoạt động tên {user}.",
        "Chỉ ủy quyền được cho cá nhân; hãy kiểm tra tên tài khoản.",
    ),
    "E-ACCESS-17": ErrorText(
        "There is no delegation {id}, or it has ended.", "./dothi access memberships lists those that hold.",
        "Không có ủy quyền {id}, hoặc ủy quyền đã kết thúc.", "./dothi access memberships liệt kê các ủy quyền còn hiệu lực.",
    ),
    "E-ACCESS-18": ErrorText(
        "{right} {choice} is no right for a choice of layers.",
        "Write a right and a choice: see *, edit theme:land, export access:open, edit own, see layer:parcels; "
        "read_audit and manage_access take -.",
        "{right} {choice} không phải là một quyền trên nhóm lớp.",
        "Hãy ghi quyền và nhóm lớp: see *, edit theme:land, export access:open, edit own, see layer:parcels; "
        "read_audit và manage_access đi với -.",
    ),
    "E-ACCESS-19": ErrorText(
        "Everybody can't be given {right} {choice}.", "The public may only see and export. Give it to a role of people.",
        "Không thể cấp {right} {choice} cho công chúng.",
        "Công chúng chỉ có thể xem và xuất dữ liệu. Hãy cấp cho một vai trò của cán bộ.",
    ),
    "E-ACCESS-20": ErrorText(
        "The role {role} can't be removed: it ships with the product, or memberships name it.",
        "Take its rights away instead: then it gives nothing.",
        "Không thể xóa vai trò {role}: vai trò có sẵn, hoặc đã được cấp cho người dùng.",
        "Hãy bỏ các quyền của vai trò; khi đó vai trò không còn tác dụng.",
    ),
    "E-ACCESS-21": ErrorText(
        "A role can't be added as {role}: the code is taken or not of small letters, digits and _, or a title is missing.",
        "Choose another code, and give a Vietnamese title of up to 200 signs.",
        "Không thể thêm vai trò {role}: mã đã có hoặc không gồm chữ thường, số và _, hoặc thiếu tên.",
        "Hãy chọn mã khác và ghi tên tiếng Việt không quá 200 ký tự.",
    ),
    "E-ACCESS-22": ErrorText(
        "The {member} of a withheld area can't be {value}.",
        "It needs a code, a title, layers (*, access:…, theme:…, layer:…), an action, a grid in metres and valid polygons "
        "in Vietnam of up to 2,000 km² together.",
        "{member} của khu vực hạn chế không thể là {value}.",
        "Cần có mã, tên, các lớp (*, access:…, theme:…, layer:…), cách xử lý, lưới tính bằng mét và vùng hợp lệ trên lãnh thổ "
        "Việt Nam, tổng diện tích không quá 2.000 km².",
    ),
    "E-ACCESS-23": ErrorText(
        "There is a withheld area {area} already.", "Choose another code, or end that one.",
        "Đã có khu vực hạn chế {area}.", "Hãy chọn mã khác hoặc kết thúc khu vực đó.",
    ),
    "E-ACCESS-24": ErrorText(
        "There is no withheld area {area}, or it has ended.", "./dothi access withheld list shows them.",
        "Không có khu vực hạn chế {area}, hoặc khu vực đã kết thúc.", "./dothi access withheld list liệt kê các khu vực.",
    ),
    "E-ACCESS-25": ErrorText(
        "The openness {value} isn't one that data here can have.",
        "Known are open, public, shared and restricted (Decree 278/2025/NĐ-CP). State secrets don't belong in this system: it "
        "isn't approved for them. They are kept apart under the Law on Protection of State Secrets 29/2018/QH14, "
        "on the agency's own system for secrets.",
        "Mức truy cập {value} không dùng được trong hệ thống này.",
        "Các mức: open, public, shared, restricted (Nghị định 278/2025/NĐ-CP). Bí mật nhà nước không được đưa vào hệ thống này "
        "vì hệ thống không được phê duyệt cho loại dữ liệu đó; phải lưu giữ riêng theo Luật Bảo vệ bí mật nhà nước 29/2018/QH14, "
        "trên hệ thống dành riêng của cơ quan.",
    ),
    "E-ACCESS-26": ErrorText(
        "An organisation can't be kept as {organisation}: its code isn't of small letters, digits, - and _, or its title is "
        "missing or too long.",
        "Give a code such as ubnd-tran-bien, and a Vietnamese title of up to 200 signs.",
        "Không thể lưu cơ quan {organisation}: mã không gồm chữ thường, số, - và _, hoặc tên bị thiếu hay quá dài.",
        "Hãy dùng mã như ubnd-tran-bien và tên tiếng Việt không quá 200 ký tự.",
    ),
    "E-ACCESS-27": ErrorText(
        "A power to decide can't be kept with {member} {value}.",
        "Name a subject, an authority, a first day and the legal source; days of the same power don't overlap.",
        "Không thể lưu thẩm quyền với {member} {value}.",
        "Hãy ghi việc, cơ quan, ngày bắt đầu và căn cứ pháp lý; các thời kỳ của cùng một thẩm quyền không chồng nhau.",
    ),
    "E-ACCESS-28": ErrorText(
        "There is no power to decide {id}, or it has ended.", "./dothi access powers lists them with their numbers.",
        "Không có thẩm quyền {id}, hoặc đã hết hiệu lực.", "./dothi access powers liệt kê kèm số thứ tự.",
    ),
    "E-ACCESS-29": ErrorText(
        "The parameter {name} can't be {value}.", "Known are: {known}.",
        "Tham số {name} không thể là {value}.", "Các giá trị: {known}.",
    ),
}  # fmt: skip
