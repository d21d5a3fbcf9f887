"""What stands in files: coordinates, geometry, text and values."""

from gis.error_texts.text import ErrorText

TEXTS: dict[str, ErrorText] = {
    # Coordinate systems
    "E-CRS-01": ErrorText(
        "{text} is not a coordinate system that is known here.", "Give it as EPSG:n, for example EPSG:9210.",
        "{text} không phải hệ tọa độ được biết ở đây.", "Hãy ghi dạng EPSG:n, ví dụ EPSG:9210.",
    ),
    "E-CRS-02": ErrorText(
        "{name} does not say its coordinate system.", "Say which it is with --crs EPSG:n.",
        "{name} không ghi hệ tọa độ.", "Hãy chỉ rõ bằng --crs EPSG:n.",
    ),
    "E-CRS-03": ErrorText(
        "The coordinates of {name} do not fit {crs}: {reason}.", "Say the right system with --crs EPSG:n.",
        "Tọa độ trong {name} không khớp với {crs}: {reason}.", "Hãy chỉ đúng hệ tọa độ bằng --crs EPSG:n.",
    ),
    # Geometry
    "E-GEOM-01": ErrorText(
        "{name} mixes geometries: {kinds}.",
        "A layer holds one kind: split the file, or say which to take with --geometry point|line|polygon.",
        "{name} trộn nhiều loại hình học: {kinds}.",
        "Mỗi lớp chỉ có một loại: hãy tách tệp hoặc chọn bằng --geometry point|line|polygon.",
    ),
    "E-GEOM-02": ErrorText(
        "{name} holds {found}, the layer or template {layer} holds {expected}.", "Choose another layer or template.",
        "{name} chứa {found}, còn lớp hoặc mẫu {layer} chứa {expected}.", "Hãy chọn lớp hoặc mẫu lớp khác.",
    ),
    "E-GEOM-03": ErrorText(
        "No geometry.", "The feature was kept out; draw it or take its row out of the file.",
        "Không có hình học.", "Đối tượng không được nhập; hãy vẽ bổ sung hoặc bỏ dòng khỏi tệp.",
    ),
    "E-GEOM-04": ErrorText(
        "A coordinate is not a finite number.", "The feature was kept out; correct it in the source.",
        "Có tọa độ không phải số hữu hạn.", "Đối tượng không được nhập; hãy sửa ở nguồn.",
    ),
    "E-GEOM-05": ErrorText(
        "The geometry can't be repaired into {expected}.", "The feature was kept out; correct it in the source.",
        "Không sửa được hình học thành {expected}.", "Đối tượng không được nhập; hãy sửa ở nguồn.",
    ),
    "W-GEOM-01": ErrorText(
        "Invalid geometry was repaired ({reason}).", "Compare the area with the source's.",
        "Hình học sai đã được sửa ({reason}).", "Hãy đối chiếu diện tích với nguồn.",
    ),
    "W-GEOM-02": ErrorText(
        "Repairing invalid geometry lost more than {share} of its area.", "Draw the feature anew, or compare it with the survey.",
        "Sửa hình học sai làm mất hơn {share} diện tích.", "Hãy vẽ lại đối tượng hoặc đối chiếu hồ sơ đo đạc.",
    ),
    "W-GEOM-03": ErrorText(
        "Slivers were taken out: parts or holes thinner than {width} m.", "Compare with the source if they were meant.",
        "Đã bỏ các mảnh vụn: phần hoặc lỗ hẹp hơn {width} m.", "Hãy đối chiếu với nguồn nếu chúng có chủ ý.",
    ),
    "N-GEOM-02": ErrorText(
        "Vertices that stood twice in a row were taken out.", "",
        "Đã bỏ các đỉnh lặp liền nhau.", "",
    ),
    "N-GEOM-01": ErrorText(
        "Heights and measures were left out: the layer is two-dimensional.", "",
        "Đã bỏ cao độ và giá trị M: lớp dữ liệu là hai chiều.", "",
    ),
    # Text encodings
    "W-ENC-01": ErrorText(
        "The encoding of {columns} is not certain ({encoding}, confidence {confidence}).",
        "Look at the preview (--dry-run), or say it with --encoding.",
        "Bảng mã của {columns} chưa chắc chắn ({encoding}, độ tin cậy {confidence}).",
        "Hãy xem trước (--dry-run) hoặc chỉ rõ bằng --encoding.",
    ),
    "N-ENC-01": ErrorText(
        "Text in {columns} was converted from {encoding} to Unicode.", "",
        "Chữ trong {columns} đã được chuyển từ {encoding} sang Unicode.", "",
    ),
    # Values
    "W-VALUE-01": ErrorText(
        "Values of {field} are not {expected}; they were kept in extra.", "Correct them in the source or in the layer.",
        "Giá trị của {field} không phải {expected}; đã giữ trong extra.", "Hãy sửa ở nguồn hoặc trong lớp.",
    ),
    "W-VALUE-02": ErrorText(
        "Values of {field} break its rule ({rules}); they were kept in extra.",
        "Correct them in the source or in the layer, or make the rule wider.",
        "Giá trị của {field} trái quy tắc ({rules}); đã giữ trong extra.",
        "Hãy sửa ở nguồn hoặc trong lớp, hoặc nới quy tắc.",
    ),
    "E-VALUE-01": ErrorText(
        "The required field {field} is empty.", "The feature was kept out; fill the field in the source.",
        "Trường bắt buộc {field} để trống.", "Đối tượng không được nhập; hãy điền ở nguồn.",
    ),
    "E-VALUE-02": ErrorText(
        "The key {key} stands more than once.", "The feature was kept out; number it anew in the source.",
        "Khóa {key} bị trùng.", "Đối tượng không được nhập; hãy đánh số lại ở nguồn.",
    ),
    "N-VALUE-01": ErrorText(
        "Columns without a field were kept in extra: {columns}.", "",
        "Các cột không có trường tương ứng được giữ trong extra: {columns}.", "",
    ),
}

TEXTS |= {
}
