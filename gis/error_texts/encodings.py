"""Encodings of features, and whole layers as files."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    "E-ENCODING-01": ErrorText(
        "{matched} features are too many for one {format} file; {most} is the most.",
        "Choose a smaller area with bbox, or ask for f=fgb, which has no limit and opens in QGIS and GDAL too.",
        "{matched} đối tượng là quá nhiều cho một tệp {format}; tối đa {most}.",
        "Hãy chọn vùng nhỏ hơn bằng bbox, hoặc dùng f=fgb: không giới hạn số lượng, QGIS và GDAL đều mở được.",
    ),
    "E-ENCODING-02": ErrorText(
        "Too many whole layers are being downloaded at the moment.", "Try again in half a minute.",
        "Hiện có quá nhiều lượt tải cả lớp dữ liệu.", "Hãy thử lại sau nửa phút.",
    ),
    "E-ENCODING-03": ErrorText(
        "The file breaks off here: reading the layer failed or took too long.",
        "Download it again, or a smaller area of it with bbox.",
        "Tệp bị ngắt tại đây: đọc lớp dữ liệu bị lỗi hoặc quá lâu.",
        "Hãy tải lại, hoặc tải vùng nhỏ hơn bằng bbox.",
    ),
}
