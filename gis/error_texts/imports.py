"""Import runs."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    # Import runs
    "E-RUN-01": ErrorText(
        "None of the {read} features of {name} can be imported.", "See the findings and correct the source.",
        "Không nhập được đối tượng nào trong {read} đối tượng của {name}.", "Hãy xem các phát hiện và sửa nguồn.",
    ),
    "E-RUN-02": ErrorText(
        "This very file was loaded into {layer} before (run {run}).", "Say --again to load it a second time.",
        "Chính tệp này đã được nhập vào {layer} trước đây (lần nhập {run}).", "Dùng --again để nhập lần nữa.",
    ),
    "E-RUN-04": ErrorText(
        "The process of this import died before its end.", "Nothing was loaded by it; see the job for what came after.",
        "Tiến trình nhập đã chết trước khi xong.", "Lần nhập này chưa nạp gì; xem tác vụ để biết kết quả sau đó.",
    ),
    "N-RUN-01": ErrorText(
        "{name} lies outside Vietnam; the layer is stored in {crs} as delivered.", "",
        "{name} nằm ngoài Việt Nam; lớp được lưu theo {crs} như bản giao.", "",
    ),
}
