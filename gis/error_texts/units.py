"""Administrative units and reforms that merge or split them."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    # Looking up
    "E-UNIT-01": ErrorText(
        "No administrative unit bears or bore the code {unit}.",
        "A province has two digits, a district three, a commune five; or look it up by name.",
        "Không có đơn vị hành chính nào mang mã {unit}.",
        "Mã tỉnh có 2 chữ số, mã huyện 3, mã xã 5; hoặc hãy tra theo tên.",
    ),
    "E-UNIT-02": ErrorText(
        "The code {unit} has named more than one place: {places}.",
        "Say which one is meant: by the era (before-2025-07 or today) or by a day.",
        "Mã {unit} đã dùng cho nhiều nơi: {places}.",
        "Hãy cho biết thời kỳ (before-2025-07 hoặc today) hoặc ngày.",
    ),
    "E-UNIT-03": ErrorText(
        "On {day} no administrative unit bore the code {unit}. It is that of: {places}.",
        "Give another day or era, or the code of that time.",
        "Ngày {day} không có đơn vị hành chính nào mang mã {unit}. Đó là mã của: {places}.",
        "Hãy ghi ngày hay thời kỳ khác, hoặc mã của thời kỳ đó.",
    ),
    "E-UNIT-04": ErrorText(
        "Which administrative units there were on {day} isn't known here: the list begins on {first}.",
        "Ask by the era before-2025-07, which is the state of 30 June 2025, and check by the survey's papers.",
        "Không có danh mục đơn vị hành chính của ngày {day}: danh mục bắt đầu từ {first}.",
        "Hãy tra theo thời kỳ before-2025-07 (tình trạng ngày 30/6/2025) và đối chiếu với hồ sơ.",
    ),
    "E-UNIT-05": ErrorText(
        "Both an era and a day are given.", "Give one of them.",
        "Đã ghi cả thời kỳ lẫn ngày.", "Hãy chỉ ghi một trong hai.",
    ),
    "E-UNIT-06": ErrorText(
        "The outlines of communes aren't loaded, so it can't be said which one lies at a point.",
        "Import them into the layer communes.",
        "Chưa có ranh giới xã, phường nên không xác định được đơn vị tại một điểm.",
        "Hãy nhập ranh giới vào lớp communes.",
    ),
    "E-UNIT-07": ErrorText(
        "There is no era {era}.", "Known are: {known}.",
        "Không có thời kỳ {era}.", "Các thời kỳ có: {known}.",
    ),
    "E-UNIT-08": ErrorText(
        "It isn't said which unit is asked for, or in more than one way.",
        "Give one of: code, name, at (longitude,latitude; always of today).",
        "Chưa rõ cần tra đơn vị nào, hoặc ghi nhiều hơn một cách tra.",
        "Hãy ghi một trong: code, name, at (kinh độ,vĩ độ; luôn là hiện nay).",
    ),
    "E-UNIT-09": ErrorText(
        "{name}={value} can't be read.", "Write a day as 2025-06-30, a point as 106.82,10.95 (longitude, latitude).",
        "Không đọc được {name}={value}.", "Hãy ghi ngày như 2025-06-30, điểm như 106.82,10.95 (kinh độ, vĩ độ).",
    ),
    "E-UNIT-10": ErrorText(
        "The layer {layer} holds administrative units; they themselves lie in no commune.",
        "Name a layer of another theme, or none for all of them.",
        "Lớp {layer} là lớp đơn vị hành chính, bản thân chúng không thuộc xã, phường nào.",
        "Hãy ghi lớp thuộc chủ đề khác, hoặc không ghi tên lớp để làm tất cả.",
    ),
    "W-UNIT-01": ErrorText(
        "These layers were in use all the time; their features have no codes by the new outlines yet: {layers}.",
        "Run ./dothi units refresh for them later.",
        "Các lớp sau bận suốt thời gian nhập nên đối tượng chưa có mã theo ranh giới mới: {layers}.",
        "Hãy chạy ./dothi units refresh cho các lớp đó sau.",
    ),
    # Reforms
    "E-UNIT-11": ErrorText(
        "{name} is no table of successors: {reason}.",
        "It is a CSV in UTF-8 with the columns old_code, new_code and valid_from (2027-01-01), one link a row.",
        "{name} không phải bảng đơn vị kế thừa: {reason}.",
        "Cần tệp CSV UTF-8 có các cột old_code, new_code và valid_from (2027-01-01), mỗi dòng một liên kết.",
    ),
    "E-UNIT-12": ErrorText(
        "The links name several days: {days}.", "One reform at a time: give each day a file of its own, the first day first.",
        "Các liên kết ghi nhiều ngày: {days}.", "Mỗi lần một đợt sắp xếp: hãy tách mỗi ngày một tệp, ngày sớm trước.",
    ),
    "E-UNIT-13": ErrorText(
        "No commune that stands on the eve of {day} bears: {codes}.",
        "Give the codes of communes as they are before the reform, without those that ended already.",
        "Trước ngày {day} không có xã, phường nào còn hiệu lực mang mã: {codes}.",
        "Hãy ghi mã của các xã, phường ngay trước khi sắp xếp, bỏ các mã đã hết hiệu lực.",
    ),
    "E-UNIT-14": ErrorText(
        "The links go round: {codes}. Each code would go to another's place at once.",
        "Add what stays: a code that is used on needs a link from itself.",
        "Các liên kết tạo thành vòng: {codes}. Mỗi mã chuyển cho nơi của mã khác.",
        "Hãy thêm phần giữ lại: mã được dùng tiếp cần có liên kết từ chính mã đó.",
    ),
    "E-UNIT-15": ErrorText(
        "Communes that stand would be lost: {codes} are used for new ones, and no link says what goes on under them.",
        "Add a link from the code to itself, for the part that keeps it, and further ones where it is split.",
        "Sẽ mất đơn vị đang có: {codes} được dùng cho đơn vị mới mà không có liên kết nào cho đơn vị cũ tiếp tục mang mã đó.",
        "Hãy thêm liên kết từ mã đó đến chính nó cho phần giữ mã, và các liên kết khác nếu bị chia.",
    ),
    "E-UNIT-16": ErrorText(
        "The layer {layer} has no outline valid on {day} for: {codes}.",
        "Import the new outlines into a layer of the template communes and name it with --outlines.",
        "Lớp {layer} không có ranh giới hiệu lực ngày {day} của: {codes}.",
        "Hãy nhập ranh giới mới vào một lớp theo mẫu communes và ghi tên lớp bằng --outlines.",
    ),
    "E-UNIT-17": ErrorText(
        "The layer {layer} has outlines that no link leads to: {codes}.",
        "Add their links, or take them out of the layer.",
        "Lớp {layer} có ranh giới không có liên kết nào dẫn tới: {codes}.",
        "Hãy thêm liên kết, hoặc bỏ các ranh giới đó khỏi lớp.",
    ),
    "E-UNIT-18": ErrorText(
        "The reform is valid from {day}, which has not come.", "Preview it now, apply it on that day.",
        "Đợt sắp xếp có hiệu lực từ {day}, chưa đến.", "Hãy xem trước bây giờ và thực hiện từ ngày đó.",
    ),
    "E-UNIT-19": ErrorText(
        "The data has changed since the preview {token}, or that was made for other links.",
        "Nothing was changed. Preview again, look at it, and apply with the new token.",
        "Dữ liệu đã thay đổi sau lần xem trước {token}, hoặc lần đó dùng liên kết khác.",
        "Chưa thay đổi gì. Hãy xem trước lại, kiểm tra rồi thực hiện bằng mã mới.",
    ),
    "E-UNIT-20": ErrorText(
        "The layer {layer} can't give the names of new communes: {reason}.",
        "It has to be made from the template communes, with name, full_name, kind and today's province_code.",
        "Lớp {layer} không cho biết được tên đơn vị mới: {reason}.",
        "Lớp cần theo mẫu communes, có name, full_name, kind và province_code hiện nay.",
    ),
    "E-UNIT-21": ErrorText(
        "People have rights in communes that are split: {codes}.",
        "Say which parts they keep: --area 26041=26041,26042 for all, --area 7:26041=26042 for the membership 7.",
        "Có người đang có quyền tại các xã, phường bị chia: {codes}.",
        "Hãy cho biết họ giữ phần nào: --area 26041=26041,26042 cho tất cả, --area 7:26041=26042 cho phân quyền 7.",
    ),
    "E-UNIT-22": ErrorText(
        "The decision {area} isn't possible.",
        "It names a split commune, some of its successors and, before a colon, a membership that has the commune as its area.",
        "Không thể quyết định {area}.",
        "Cần ghi xã, phường bị chia, các đơn vị kế thừa và, trước dấu hai chấm, phân quyền có địa bàn đó.",
    ),
}
