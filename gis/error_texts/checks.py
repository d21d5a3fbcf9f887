"""What the rules find (one text, three codes: its letter says how much it matters in the layer), and their settings."""

from gis.error_texts.text import ErrorText

_RULES: dict[int, ErrorText] = {
    1: ErrorText(
        "The key {key} stands more than once.", "Number the features anew, or say which of them is right.",
        "Khóa {key} xuất hiện nhiều lần.", "Hãy đánh số lại hoặc xác định đối tượng đúng.",
    ),
    2: ErrorText(
        "A parcel number stands more than once in a sheet.", "Compare with the cadastral map; a parcel that was split needs new numbers.",
        "Một số thửa xuất hiện nhiều lần trong cùng tờ bản đồ.", "Hãy đối chiếu bản đồ địa chính; thửa đã tách cần số mới.",
    ),
    3: ErrorText(
        "The area in {field} differs from that of the geometry by more than is allowed ({tolerance} × √area).",
        "Compare with the survey: the number or the boundary is wrong.",
        "Diện tích ở {field} lệch so với diện tích hình quá mức cho phép ({tolerance} × √diện tích).",
        "Hãy đối chiếu hồ sơ đo đạc: số liệu hoặc ranh giới bị sai.",
    ),
    4: ErrorText(
        "The commune in {field} is not the one where the feature lies.", "Correct the code, or the place.",
        "Xã, phường ghi ở {field} không phải nơi đối tượng nằm.", "Hãy sửa mã hoặc vị trí.",
    ),
    5: ErrorText(
        "The feature lies in none of today's communes.", "Check the coordinate system, or the place.",
        "Đối tượng không nằm trong xã, phường nào hiện nay.", "Hãy kiểm tra hệ tọa độ hoặc vị trí.",
    ),
    6: ErrorText(
        "Parcels overlap (wider than {tolerance} m).", "Agree on the common boundary and draw it the same in both.",
        "Các thửa chồng lên nhau (rộng hơn {tolerance} m).", "Hãy thống nhất ranh giới chung và vẽ giống nhau ở cả hai thửa.",
    ),
    7: ErrorText(
        "There is a gap between parcels (narrower than {tolerance} m).", "Close it, or draw what lies between them.",
        "Có khe hở giữa các thửa (hẹp hơn {tolerance} m).", "Hãy khép kín hoặc vẽ phần đất nằm giữa.",
    ),
    8: ErrorText(
        "A neighbour has a vertex on a shared edge that this one has not (within {tolerance} m).",
        "Add the vertex: otherwise the edges come apart as soon as one is moved or projected.",
        "Thửa bên có đỉnh trên cạnh chung mà thửa này không có (trong {tolerance} m).",
        "Hãy thêm đỉnh: nếu không, cạnh chung sẽ tách ra khi dịch chuyển hoặc chuyển hệ tọa độ.",
    ),
    9: ErrorText(
        "Zoning lots of one plan overlap (wider than {tolerance} m).", "Each place in a plan has one function: cut one of them.",
        "Các lô của cùng một đồ án chồng lên nhau (rộng hơn {tolerance} m).", "Mỗi vị trí trong đồ án chỉ có một chức năng: hãy cắt bớt một lô.",
    ),
    10: ErrorText(
        "Zoning lots reach beyond their plan's boundary (by more than {tolerance} m).", "Correct the lot, or the boundary in the layer plans.",
        "Lô quy hoạch vượt ra ngoài ranh giới đồ án (quá {tolerance} m).", "Hãy sửa lô hoặc ranh giới trong lớp đồ án.",
    ),
    11: ErrorText(
        "A line ends beside another without touching it (nearer than {tolerance} m).", "Join them, or end it where it really ends.",
        "Đầu tuyến nằm sát tuyến khác nhưng không chạm (gần hơn {tolerance} m).", "Hãy nối lại hoặc đặt điểm cuối đúng thực tế.",
    ),
    12: ErrorText(
        "The same geometry stands more than once.", "Keep one of them.",
        "Cùng một hình xuất hiện nhiều lần.", "Hãy giữ lại một đối tượng.",
    ),
}
_KEPT_OUT = ("The feature was kept out.", "Đối tượng không được nhập.")


def _at(letter: str, text: ErrorText) -> ErrorText:
    """An error says that the feature isn't in the layer."""
    if letter != "E":
        return text
    return ErrorText(
        text.sentence_en, f"{_KEPT_OUT[0]} {text.way_out_en}", text.sentence_vi, f"{_KEPT_OUT[1]} {text.way_out_vi}"
    )


TEXTS: dict[str, ErrorText] = {
    f"{letter}-CHECK-{number:02d}": _at(letter, text) for number, text in _RULES.items() for letter in "EWN"
}

TEXTS |= {
    "E-CHECK-31": ErrorText(
        "There is no rule {rule}.", "The rules are: {known}.",
        "Không có quy tắc {rule}.", "Các quy tắc gồm: {known}.",
    ),
    "E-CHECK-32": ErrorText(
        "{severity} is no severity.", "Say one of {known}.",
        "{severity} không phải mức độ.", "Hãy chọn một trong: {known}.",
    ),
    "E-CHECK-33": ErrorText(
        "The rule {rule} can't have the tolerance {tolerance}.", "Give a number above 0, for a rule that has one (./dothi checks list).",
        "Quy tắc {rule} không nhận dung sai {tolerance}.", "Hãy ghi số lớn hơn 0, cho quy tắc có dung sai (./dothi checks list).",
    ),
    "E-CHECK-34": ErrorText(
        "The rule {rule} can't be checked in the layer {layer}.", "It needs another kind of geometry, or fields that the layer has not (docs/reference/checks.md).",
        "Không thể kiểm tra quy tắc {rule} ở lớp {layer}.", "Quy tắc cần loại hình học hoặc trường mà lớp không có (docs/reference/checks.md).",
    ),
    "E-CHECK-35": ErrorText(
        "No report of the import run {run} is kept.",
        "Runs are listed on the page /import/runs, and by ./dothi runs list.",
        "Không có báo cáo của lần nhập {run}.", "Xem các lần nhập ở trang /import/runs hoặc bằng ./dothi runs list.",
    ),
    "E-CHECK-36": ErrorText(
        "The report can't be written to {path}: {reason}.", "Choose a folder that can be written.",
        "Không ghi được báo cáo vào {path}: {reason}.", "Hãy chọn thư mục ghi được.",
    ),
}
