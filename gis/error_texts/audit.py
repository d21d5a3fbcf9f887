"""The audit log: what can't be asked of it, and what is damaged in it."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    "E-AUDIT-01": ErrorText(
        "The search can't be understood: {name} is {value}.", "It takes {expected}.",
        "Không hiểu được điều kiện tra cứu: {name} là {value}.", "Giá trị hợp lệ: {expected}.",
    ),
    "E-AUDIT-02": ErrorText(
        "Events were removed after they were sealed: {ids}.",
        "Somebody with the database owner's rights did it. Keep the database as it is and compare it with a backup.",
        "Có sự kiện bị xóa sau khi niêm phong: {ids}.",
        "Chỉ người có quyền chủ sở hữu cơ sở dữ liệu làm được việc này. Hãy giữ nguyên hiện trạng và so với bản sao lưu.",
    ),
    "E-AUDIT-03": ErrorText(
        "Events were altered after they were sealed: {ids}.",
        "Somebody with the database owner's rights did it. Keep the database as it is and compare it with a backup.",
        "Có sự kiện bị sửa sau khi niêm phong: {ids}.",
        "Chỉ người có quyền chủ sở hữu cơ sở dữ liệu làm được việc này. Hãy giữ nguyên hiện trạng và so với bản sao lưu.",
    ),
    "E-AUDIT-04": ErrorText(
        "Seal {seal} doesn't follow the one before: a seal was removed or made anew.",
        "Keep the database as it is and compare it with a backup.",
        "Niêm phong {seal} không nối tiếp niêm phong trước: có niêm phong bị xóa hoặc làm lại.",
        "Hãy giữ nguyên hiện trạng và so với bản sao lưu.",
    ),
    "E-AUDIT-05": ErrorText(
        "Seal {seal} was altered.", "Keep the database as it is and compare it with a backup.",
        "Niêm phong {seal} bị sửa.", "Hãy giữ nguyên hiện trạng và so với bản sao lưu.",
    ),
    "E-AUDIT-06": ErrorText(
        "Events were slipped in behind those that are sealed: {ids}.",
        "Keep the database as it is and compare it with a backup.",
        "Có sự kiện được chèn vào sau khi các sự kiện khác đã niêm phong: {ids}.",
        "Hãy giữ nguyên hiện trạng và so với bản sao lưu.",
    ),
    "E-AUDIT-07": ErrorText(
        "The chain doesn't hold the head {head}.",
        "Check that it was copied whole, as ./dothi audit verify printed it. If so, the chain was cut off or made anew:"
        " compare it with a backup.",
        "Chuỗi niêm phong không chứa mốc {head}.",
        "Hãy kiểm tra mốc đã chép đủ như ./dothi audit verify in ra. Nếu đúng, chuỗi đã bị cắt hoặc làm lại: hãy so với"
        " bản sao lưu.",
    ),
    "E-AUDIT-08": ErrorText(
        "Events of the last {months} months stay in the database; {day} is too late a day.",
        "Choose a day up to {latest}. DOTHI_AUDIT_KEEP_MONTHS says how long they stay.",
        "Sự kiện trong {months} tháng gần nhất phải ở lại cơ sở dữ liệu; ngày {day} quá muộn.",
        "Hãy chọn ngày đến {latest}. DOTHI_AUDIT_KEEP_MONTHS quy định thời gian lưu.",
    ),
    "E-AUDIT-09": ErrorText(
        "The audit log is damaged, so nothing of it is put away.", "See ./dothi audit verify.",
        "Nhật ký bị hư hại nên không chuyển đi phần nào.", "Xem ./dothi audit verify.",
    ),
    "E-AUDIT-10": ErrorText(
        "The file {path} can't be written: {reason}.", "Choose another path; nothing was changed.",
        "Không ghi được tệp {path}: {reason}.", "Hãy chọn đường dẫn khác; dữ liệu không thay đổi.",
    ),
    "E-AUDIT-11": ErrorText(
        "The audit log belongs to another role of the database, which alone may put events away.",
        "Run the command with that role in DATABASE_URL; nothing was changed.",
        "Nhật ký thuộc một vai trò khác của cơ sở dữ liệu; chỉ vai trò đó được chuyển sự kiện đi.",
        "Hãy chạy lệnh với vai trò đó trong DATABASE_URL; dữ liệu không thay đổi.",
    ),
}
