"""Import runs."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    # Import runs
    "E-RUN-01": ErrorText(
        "Of the {read} {read:feature|features} of {name} none can be imported.", "See the findings and correct the source.",
        "Không nhập được đối tượng nào trong {read} đối tượng của {name}.", "Hãy xem các phát hiện và sửa nguồn.",
    ),
    "E-RUN-02": ErrorText(
        "This very file was loaded into {layer} before (run {run}).", "Say --again to load it a second time.",
        "Chính tệp này đã được nhập vào {layer} trước đây (lần nhập {run}).", "Dùng --again để nhập lần nữa.",
    ),
    "E-RUN-04": ErrorText(
        "The process of this import died before its end.",
        "Nothing was loaded by it. A job is done again by itself, another import with ./dothi runs resume.",
        "Tiến trình nhập đã chết trước khi xong.",
        "Lần nhập này chưa nạp gì. Tác vụ được tự chạy lại, lần nhập khác chạy lại bằng ./dothi runs resume.",
    ),
    "E-RUN-08": ErrorText(
        "There is no import run {run}.", "Runs are listed on the page /import/runs, and by ./dothi runs list.",
        "Không có lần nhập {run}.", "Xem các lần nhập ở trang /import/runs hoặc bằng ./dothi runs list.",
    ),
    "N-RUN-01": ErrorText(
        "{name} lies outside Vietnam; the layer is stored in {crs} as delivered.", "",
        "{name} nằm ngoài Việt Nam; lớp được lưu theo {crs} như bản giao.", "",
    ),
}

TEXTS |= {
    "E-RUN-05": ErrorText(
        "A new layer {layer} is wanted, and there is one of that name.",
        "Choose another name, or say with --mode what the file is to it: append, replace or update.",
        "Yêu cầu tạo lớp mới {layer} nhưng đã có lớp mang tên này.",
        "Hãy chọn tên khác, hoặc dùng --mode để nói tệp dùng làm gì: append, replace hay update.",
    ),
    "E-RUN-06": ErrorText(
        "The features of {layer} can't be told apart by the key “{key}”.",
        "Say fields with --key that the file fills and you may see: {fields}.",
        "Không thể phân biệt các đối tượng của {layer} bằng khóa “{key}”.",
        "Hãy dùng --key với các trường có trong tệp mà bạn được xem: {fields}.",
    ),
    "E-RUN-07": ErrorText(
        "{option} means nothing when the mode is {mode}.", "It goes with: {modes}.",
        "{option} không có nghĩa khi chế độ là {mode}.", "Chỉ dùng với: {modes}.",
    ),
    "E-RUN-09": ErrorText(
        "Run {run} can't be undone: it is {state}, or the undoing of another.", "Only what was loaded can be undone, once.",
        "Không thể hoàn tác lần nhập {run}: trạng thái {state}, hoặc chính nó là một lần hoàn tác.",
        "Chỉ hoàn tác được lần nhập đã nạp, và chỉ một lần.",
    ),
    "E-RUN-10": ErrorText(
        "{count} {count:feature|features} of {layer} {count:was|were} changed after run {run}.",
        "Undo later runs first, or leave those features as they are (--keep-later).",
        "{count} đối tượng của {layer} đã được sửa sau lần nhập {run}.",
        "Hãy hoàn tác các lần nhập sau trước, hoặc chọn giữ nguyên các đối tượng đó (--keep-later).",
    ),
    "E-RUN-11": ErrorText(
        "What was in {layer} before run {run} breaks a rule of today: {reason}.",
        "Change the rule or the features that stand against it, then undo again.",
        "Dữ liệu của {layer} trước lần nhập {run} vi phạm quy tắc hiện nay: {reason}.",
        "Hãy sửa quy tắc hoặc các đối tượng vướng mắc rồi hoàn tác lại.",
    ),
    "E-RUN-12": ErrorText(
        "Features share their key ({key}) with others and can't be told apart; they were left as they are.",
        "Mend the numbers, or move the geometry less: where keys repeat, features are known by their place.",
        "Có đối tượng trùng khóa ({key}) với đối tượng khác nên không phân biệt được; chúng được giữ nguyên.",
        "Hãy sửa số hiệu, hoặc giữ vị trí gần như cũ: khi khóa trùng, đối tượng được nhận ra theo vị trí.",
    ),
    "E-RUN-13": ErrorText(
        "Run {run} can't be done again: it is {state}, or a job's.", "A job is done again with ./dothi jobs retry.",
        "Không thể làm lại lần nhập {run}: trạng thái {state}, hoặc thuộc một tác vụ.",
        "Tác vụ được chạy lại bằng ./dothi jobs retry.",
    ),
    "E-RUN-14": ErrorText(
        "The key of {layer} ({key}) has one field, so there is no scope in which to look for what is absent.",
        "Say --absent retire or keep, or a key from wide to narrow, such as --key so_to,so_thua.",
        "Khóa của {layer} ({key}) chỉ có một trường nên không có phạm vi để tìm đối tượng vắng mặt.",
        "Hãy dùng --absent retire hoặc keep, hoặc khóa từ rộng đến hẹp, ví dụ --key so_to,so_thua.",
    ),
    "E-RUN-15": ErrorText(
        "{option} takes one file, and {count} were given: each would retire what the others bring.",
        "Bring them one after the other, or put them together; with a scope each file says what is in its own.",
        "{option} chỉ nhận một tệp mà có {count} tệp: mỗi tệp sẽ kết thúc đối tượng của tệp khác.",
        "Hãy gộp các tệp lại; hoặc dùng retire-in-scope, khi mỗi tệp chỉ xét phạm vi của riêng nó.",
    ),
    "N-RUN-02": ErrorText(
        "The file doesn't have all of the layer's key; features were known by {key}, within their commune if it is known.",
        "",
        "Tệp không có đủ khóa của lớp; đối tượng được nhận ra theo {key}, trong phạm vi xã, phường nếu biết.", "",
    ),
    "W-RUN-01": ErrorText(
        "Features that were changed after run {run} were left as they are.", "",
        "Các đối tượng được sửa sau lần nhập {run} được giữ nguyên.", "",
    ),
}
