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
        "The changes since this token aren't kept any more: the feed of {layer} goes back {days} days.",
        "Empty your copy and begin anew without since.",
        "Các thay đổi từ mốc này không còn được giữ: bản tin thay đổi của {layer} lưu {days} ngày.",
        "Hãy xóa bản sao của bạn và bắt đầu lại, không ghi since.",
    ),
    "E-FEED-04": ErrorText(
        "The token was given by another state of the database: it was restored from a backup, or {layer} was made anew.",
        "Empty your copy and begin anew without since.",
        "Mốc này do một trạng thái khác của cơ sở dữ liệu cấp: cơ sở dữ liệu đã được khôi phục từ bản sao lưu, hoặc {layer} đã được tạo lại.",
        "Hãy xóa bản sao của bạn và bắt đầu lại, không ghi since.",
    ),
    "E-FEED-05": ErrorText(
        "What you may see of {layer} is something else than when the token was given: its fields, your rights, withheld "
        "areas or communes changed.",
        "Empty your copy and begin anew without since.",
        "Phần bạn được xem của {layer} đã khác so với lúc cấp mốc: các trường, quyền của bạn, khu vực hạn chế hoặc địa bàn xã đã thay đổi.",
        "Hãy xóa bản sao của bạn và bắt đầu lại, không ghi since.",
    ),
}
