"""Edits over the API."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    "E-EDIT-01": ErrorText(
        "Only somebody who is known may write here.", "Send a key or an access token, or sign in.",
        "Chỉ người dùng đã xác thực mới được ghi dữ liệu.", "Hãy gửi khóa API hoặc mã truy cập, hoặc đăng nhập.",
    ),
    "E-EDIT-02": ErrorText(
        "A body of the type {given} isn't taken here.", "Send {accepted}, as UTF-8 and not compressed.",
        "Không nhận nội dung kiểu {given} ở đây.", "Hãy gửi {accepted}, mã hóa UTF-8, không nén.",
    ),
    "E-EDIT-03": ErrorText(
        "The body is larger than {limit} MB.", "Nothing was changed. Send less at once, or import the features as a file: ./dothi import.",
        "Nội dung gửi lên lớn hơn {limit} MB.", "Dữ liệu không thay đổi. Hãy gửi ít hơn mỗi lần, hoặc nhập cả tệp bằng ./dothi import.",
    ),
    "E-EDIT-04": ErrorText(
        "The body is no JSON: {reason} in line {line}, column {column}.", "Nothing was changed. Correct the place and send it again.",
        "Nội dung không phải JSON: {reason} ở dòng {line}, cột {column}.", "Dữ liệu không thay đổi. Hãy sửa chỗ đó rồi gửi lại.",
    ),
    "E-EDIT-05": ErrorText(
        "The body has something that programs read differently or not at all: {reason}.",
        "Nothing was changed. Name each member once, and use finite numbers and whole characters.",
        "Nội dung có chỗ mà mỗi chương trình hiểu một cách hoặc không đọc được: {reason}.",
        "Dữ liệu không thay đổi. Mỗi thành phần chỉ ghi một lần, số phải hữu hạn, ký tự phải trọn vẹn.",
    ),
    "E-EDIT-06": ErrorText(
        "{member} isn't as it has to be.", "Nothing was changed. Write it as {expected}.",
        "{member} không đúng dạng.", "Dữ liệu không thay đổi. Hãy ghi theo dạng {expected}.",
    ),
    "E-EDIT-07": ErrorText(
        "The geometries have {count} vertices, more than {most}.", "Nothing was changed. Simplify them, or import them as a file: ./dothi import.",
        "Các hình học có {count} đỉnh, quá {most}.", "Dữ liệu không thay đổi. Hãy đơn giản hóa, hoặc nhập cả tệp bằng ./dothi import.",
    ),
    "E-EDIT-08": ErrorText(
        "Who changes feature {id} of {layer} has to say which version they saw.",
        "Nothing was changed. Get the feature, and send its ETag as If-Match.",
        "Khi sửa đối tượng {id} của lớp {layer} phải nêu phiên bản đã xem.",
        "Dữ liệu không thay đổi. Hãy lấy đối tượng rồi gửi ETag của nó trong If-Match.",
    ),
    "E-EDIT-09": ErrorText(
        "{count} edits at once are more than {most}.", "Nothing was changed. Send fewer, or import the features as a file: ./dothi import.",
        "{count} thay đổi trong một lần là quá {most}.", "Dữ liệu không thay đổi. Hãy gửi ít hơn, hoặc nhập cả tệp bằng ./dothi import.",
    ),
    "E-EDIT-10": ErrorText(
        "The body is about feature {id}, and the address about {address}.", "Nothing was changed. Send it to its own address, or leave out the id.",
        "Nội dung nói về đối tượng {id}, còn địa chỉ là của {address}.", "Dữ liệu không thay đổi. Hãy gửi đến đúng địa chỉ, hoặc bỏ mã trong nội dung.",
    ),
    "E-EDIT-11": ErrorText(
        "If-Match={value} is no list of entity tags.", "Send the ETag that came with the feature, quotation marks and all.",
        "If-Match={value} không phải danh sách thẻ thực thể.", "Hãy gửi đúng ETag đã nhận cùng đối tượng, kể cả dấu ngoặc kép.",
    ),
    "E-EDIT-12": ErrorText(
        "The body names another coordinate system than {crs}, which holds for it.",
        "Nothing was changed. Say the system by the header Content-Crs, and leave the member crs out.",
        "Nội dung ghi hệ tọa độ khác với {crs} là hệ đang áp dụng.",
        "Dữ liệu không thay đổi. Hãy khai hệ tọa độ bằng Content-Crs và bỏ thành phần crs.",
    ),
}
