"""Feeds of changes, and the webhooks that announce them."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    "E-FEED-01": ErrorText(
        "since={token} is no token of a feed.",
        "Follow the link next of the last answer, or leave since out to begin with the first change.",
        "since={token} không phải là mốc của bản tin thay đổi.",
        "Hãy theo liên kết next của câu trả lời trước, hoặc bỏ since để bắt đầu từ thay đổi đầu tiên.",
    ),
    "E-FEED-02": ErrorText(
        "The token belongs to the feed of {other}, not of {layer}.",
        "Use it there; each collection has tokens of its own.",
        "Mốc này thuộc bản tin thay đổi của {other}, không phải của {layer}.",
        "Hãy dùng mốc ở đúng nơi; mỗi tập dữ liệu có mốc riêng.",
    ),
    "E-FEED-03": ErrorText(
        "The token was given by another state of the database: it was restored from a backup, or {layer} was made anew.",
        "Empty your copy and begin anew without since.",
        "Mốc này do một trạng thái khác của cơ sở dữ liệu cấp: cơ sở dữ liệu đã được khôi phục từ bản sao lưu, hoặc {layer} đã được tạo lại.",
        "Hãy xóa bản sao của bạn và bắt đầu lại, không ghi since.",
    ),
    "E-FEED-04": ErrorText(
        "What you may see of {layer} is something else than when the token was given: its fields, your rights, withheld "
        "areas or communes changed.",
        "Empty your copy and begin anew without since.",
        "Phần bạn được xem của {layer} đã khác so với lúc cấp mốc: các trường, quyền của bạn, khu vực hạn chế hoặc địa bàn xã đã thay đổi.",
        "Hãy xóa bản sao của bạn và bắt đầu lại, không ghi since.",
    ),
    "E-FEED-05": ErrorText(
        "{url} can't be a webhook's address.",
        "Give an address of https without a user or a password; plain http and private addresses only to hosts that "
        "DOTHI_WEBHOOK_PRIVATE names.",
        "{url} không dùng làm địa chỉ webhook được.",
        "Hãy ghi một địa chỉ https không kèm tên người dùng hay mật khẩu; http thường và địa chỉ nội bộ chỉ dùng cho máy "
        "có tên trong DOTHI_WEBHOOK_PRIVATE.",
    ),
    "E-FEED-06": ErrorText(
        "An account has {most} webhooks at most.", "Remove one that isn't needed any more.",
        "Mỗi tài khoản có tối đa {most} webhook.", "Hãy xóa một webhook không còn dùng.",
    ),
    "E-FEED-07": ErrorText(
        "There is no webhook {id}.", "GET /api/webhooks or ./dothi webhooks list shows those there are.",
        "Không có webhook {id}.", "Xem danh sách bằng GET /api/webhooks hoặc ./dothi webhooks list.",
    ),
    "E-FEED-08": ErrorText(
        "Webhooks are for accounts.", "Sign in, or send an API key.",
        "Webhook chỉ dành cho tài khoản.", "Hãy đăng nhập hoặc gửi khóa API.",
    ),
    "E-FEED-09": ErrorText(
        "The body doesn't say what webhook is wanted: {reason}.",
        'Send a JSON object with layer and url, such as {{"layer": "parcels", "url": "https://example.org/hook"}}.',
        "Nội dung gửi không nêu được webhook cần tạo: {reason}.",
        'Hãy gửi một đối tượng JSON có layer và url, ví dụ {{"layer": "parcels", "url": "https://example.org/hook"}}.',
    ),
}
