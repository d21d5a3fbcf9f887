"""Everything that is recorded, by a code that never changes its meaning. What isn't in the list can't be recorded."""

from typing import NamedTuple


class Action(NamedTuple):
    """How people call it."""

    vi: str
    en: str


ACTIONS: dict[str, Action] = {
    "account.signed_in": Action("Đăng nhập", "Signed in"),
    "account.signed_out": Action("Đăng xuất", "Signed out"),
    "account.refused": Action("Đăng nhập bị từ chối", "Sign-in refused"),
    "account.locked": Action("Tài khoản bị khóa tạm thời", "Account locked out"),
    "account.unlocked": Action("Mở khóa tài khoản", "Account unlocked"),
    "account.created": Action("Tạo tài khoản", "Account created"),
    "account.changed": Action("Sửa tài khoản", "Account changed"),
    "account.disabled": Action("Vô hiệu hóa tài khoản", "Account disabled"),
    "account.enabled": Action("Kích hoạt lại tài khoản", "Account enabled"),
    "account.linked": Action("Liên kết đăng nhập một lần", "Single sign-on linked"),
    "account.password_changed": Action("Đổi mật khẩu", "Password changed"),
    "account.second_factor_added": Action("Thêm xác thực hai lớp", "Second factor added"),
    "account.second_factor_removed": Action("Gỡ xác thực hai lớp", "Second factor removed"),
    "account.session_ended": Action("Kết thúc phiên đăng nhập", "Session ended"),
    "access.granted": Action("Cấp quyền", "Access granted"),
    "access.changed": Action("Sửa quyền", "Access changed"),
    "access.ended": Action("Thu hồi quyền", "Access ended"),
    "access.delegated": Action("Ủy quyền", "Access delegated"),
    "access.refused": Action("Truy cập bị từ chối", "Access refused"),
    "access.authority_changed": Action("Sửa thẩm quyền quyết định", "Who decides what changed"),
    "access.area_withheld": Action("Đặt vùng hạn chế", "Area withheld"),
    "access.area_released": Action("Bỏ vùng hạn chế", "Withheld area released"),
    "client.created": Action("Tạo ứng dụng khách", "API client created"),
    "client.changed": Action("Sửa ứng dụng khách", "API client changed"),
    "client.removed": Action("Xóa ứng dụng khách", "API client removed"),
    "key.issued": Action("Cấp khóa API", "API key issued"),
    "key.revoked": Action("Thu hồi khóa API", "API key revoked"),
    "key.refused": Action("Khóa hoặc mã truy cập bị từ chối", "Key or token refused"),
    "token.issued": Action("Cấp mã truy cập", "Token issued"),
    "token.revoked": Action("Thu hồi mã truy cập", "Token revoked"),
    "personal.seen": Action("Xem dữ liệu cá nhân", "Personal data seen"),
    "layer.exported": Action("Xuất dữ liệu", "Data exported"),
    "feature.added": Action("Thêm đối tượng", "Features added"),
    "feature.changed": Action("Sửa đối tượng", "Features changed"),
    "feature.removed": Action("Xóa đối tượng", "Features removed"),
    "feature.unconditional": Action("Ghi mà không nêu phiên bản đã xem", "Written without the version that was seen"),
    "feature.communes_found": Action("Tìm lại xã, phường của đối tượng", "Communes of features found anew"),
    "feature.restored": Action("Khôi phục phiên bản cũ", "Former version restored"),
    "layer.created": Action("Tạo lớp", "Layer created"),
    "layer.changed": Action("Sửa lớp", "Layer changed"),
    "layer.removed": Action("Xóa lớp", "Layer removed"),
    "field.added": Action("Thêm trường", "Field added"),
    "field.changed": Action("Sửa trường", "Field changed"),
    "field.dropped": Action("Bỏ trường", "Field dropped"),
    "field.restored": Action("Khôi phục trường", "Field restored"),
    "preset.saved": Action("Lưu cấu hình nhập", "Import preset saved"),
    "preset.renamed": Action("Đổi tên cấu hình nhập", "Import preset renamed"),
    "preset.removed": Action("Xóa cấu hình nhập", "Import preset removed"),
    "webhook.added": Action("Thêm webhook", "Webhook added"),
    "webhook.removed": Action("Xóa webhook", "Webhook removed"),
    "webhook.stopped": Action("Webhook bị dừng", "Webhook stopped"),
    "webhook.started": Action("Bật lại webhook", "Webhook started again"),
    "codes.changed": Action("Sửa danh mục mã", "Code list changed"),
    "codes.ended": Action("Kết thúc hiệu lực mã", "Code ended"),
    "units.reformed": Action("Sắp xếp đơn vị hành chính", "Administrative units reformed"),
    "organisation.changed": Action("Sửa tổ chức", "Organisation changed"),
    "import.loaded": Action("Nhập dữ liệu", "Data imported"),
    "import.refused": Action("Nhập dữ liệu bị từ chối", "Import refused"),
    "import.undone": Action("Hoàn tác lần nhập", "Import undone"),
    "job.requested": Action("Yêu cầu tác vụ", "Job requested"),
    "job.cancelled": Action("Hủy tác vụ", "Job cancelled"),
    "database.backed_up": Action("Sao lưu cơ sở dữ liệu", "Database backed up"),
    "database.restored": Action("Phục hồi cơ sở dữ liệu", "Database restored"),
    "audit.searched": Action("Tra cứu nhật ký", "Audit log searched"),
    "audit.exported": Action("Xuất nhật ký", "Audit log exported"),
    "audit.archived": Action("Lưu trữ nhật ký cũ", "Old audit events archived"),
}
KINDS: dict[str, Action] = {
    "account": Action("Tài khoản", "Accounts"),
    "access": Action("Quyền", "Access"),
    "client": Action("Ứng dụng khách", "API clients"),
    "key": Action("Khóa API", "API keys"),
    "token": Action("Mã truy cập", "Tokens"),
    "personal": Action("Dữ liệu cá nhân", "Personal data"),
    "feature": Action("Đối tượng", "Features"),
    "layer": Action("Lớp dữ liệu", "Layers"),
    "field": Action("Trường dữ liệu", "Fields"),
    "codes": Action("Danh mục mã", "Code lists"),
    "units": Action("Đơn vị hành chính", "Administrative units"),
    "organisation": Action("Tổ chức", "Organisations"),
    "import": Action("Nhập dữ liệu", "Imports"),
    "job": Action("Tác vụ", "Jobs"),
    "database": Action("Cơ sở dữ liệu", "Database"),
    "audit": Action("Nhật ký", "Audit log"),
}
"""What the first part of a code names, in the order in which people look for it."""


def title_of(action: str) -> Action:
    """How people call an action; its bare code where another version recorded it."""
    return ACTIONS.get(action, Action(action, action))
