"""What proxies in front of the server say of the client."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    "E-PROXY-01": ErrorText(
        "The gateway says that the client asked for the host {host}, under which nothing is answered here.",
        "Its administrator adds the name to DOTHI_ALLOWED_HOSTS.",
        "Cổng vào báo máy khách gọi tên máy chủ {host}, ở đây không trả lời dưới tên này.",
        "Người quản trị hãy thêm tên đó vào DOTHI_ALLOWED_HOSTS.",
    ),
    "E-PROXY-02": ErrorText(
        "The gateway says the {what} of the client twice, and differently: {first} and {second}.",
        "Let the gateway write one of Forwarded and X-Forwarded-*, and drop the other; or choose with DOTHI_FORWARDED.",
        "Cổng vào báo {what} của máy khách hai lần khác nhau: {first} và {second}.",
        "Hãy để cổng vào ghi một trong hai: Forwarded hoặc X-Forwarded-*, và bỏ cái kia; hoặc chọn bằng DOTHI_FORWARDED.",
    ),
    "E-PROXY-03": ErrorText(
        "The gateway says the prefix {prefix}, which is no path.",
        "X-Forwarded-Prefix is a path such as /gis/v1: letters, digits and - . _ ~ between slashes.",
        "Cổng vào báo tiền tố {prefix}, không phải một đường dẫn.",
        "X-Forwarded-Prefix là đường dẫn như /gis/v1: chữ, số và - . _ ~ giữa các dấu gạch chéo.",
    ),
    "E-PROXY-04": ErrorText(
        "The gateway says {header}: {value}, which can't be read.",
        "Its administrator writes the header as RFC 7239 has it, the protocol as http or https, a port as a number from 1 to 65535.",
        "Cổng vào báo {header}: {value}, không đọc được.",
        "Người quản trị hãy ghi đúng theo RFC 7239, giao thức là http hoặc https, cổng là số từ 1 đến 65535.",
    ),
}
