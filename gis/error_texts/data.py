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
    "E-CRS-05": ErrorText(
        "No place is called {place}.", "Give the code or the name of a province or commune, of today or before July 2025.",
        "Không có nơi nào tên {place}.", "Hãy ghi mã hoặc tên tỉnh, xã hiện nay hoặc trước tháng 7/2025.",
    ),
    "E-CRS-06": ErrorText(
        "{place} names several places: {places}.",
        "Say which behind a comma: what it lies in, or the era (before-2025-07 or today).",
        "{place} là tên của nhiều nơi: {places}.",
        "Hãy ghi rõ sau dấu phẩy: tên đơn vị cấp trên, hoặc thời kỳ (before-2025-07 hoặc today).",
    ),
    "E-CRS-07": ErrorText(
        "Coordinates can't be in {unit}.", "Say m (the unit of the system) or mm.",
        "Tọa độ không thể tính bằng {unit}.", "Hãy ghi m (đơn vị của hệ tọa độ) hoặc mm.",
    ),
    "W-CRS-01": ErrorText(
        "By {crs} the data of {name} lies outside {place}; read with {options} it lies inside.",
        "Look at the map, and import again with these options if that is where it belongs.",
        "Theo {crs}, dữ liệu của {name} nằm ngoài {place}; nếu đọc với {options} thì nằm trong.",
        "Hãy xem bản đồ, và nhập lại với các tùy chọn này nếu dữ liệu thuộc nơi đó.",
    ),
    "N-CRS-01": ErrorText(
        "To lie in {place} it would be read with, best first: {proposals}.", "",
        "Để dữ liệu nằm trong {place}, có thể đọc với (tốt nhất trước): {proposals}.", "",
    ),
    "N-CRS-02": ErrorText(
        "The numbers are too small for any system of the country: leading digits were cut off, or they count from a corner of the site.",
        "Ask for the data in its survey system, or add what was taken off.",
        "Các số quá nhỏ so với mọi hệ tọa độ của Việt Nam: đã bị cắt các chữ số đầu, hoặc tính từ một góc khu đất.",
        "Hãy xin dữ liệu theo hệ tọa độ đo đạc, hoặc cộng lại phần đã trừ.",
    ),
    "N-CRS-03": ErrorText(
        "No system that is known here puts the data into {place}.", "Say where it should lie with --place.",
        "Không hệ tọa độ nào được biết ở đây đưa dữ liệu vào {place}.", "Hãy chỉ nơi dữ liệu thuộc về bằng --place.",
    ),
    "N-CRS-04": ErrorText(
        "The place alone doesn't tell {options} apart: the zone set for it goes first, then TM-3 before UTM.",
        "Compare a corner whose coordinates are known.",
        "Chỉ theo vị trí thì không phân biệt được {options}: múi quy định cho nơi đó đứng trước, rồi TM-3 trước UTM.",
        "Hãy đối chiếu một góc đã biết tọa độ.",
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
    "W-GEOM-04": ErrorText(
        "Rings that weren't closed were closed with a straight edge.", "Compare with the source: their last vertex may be missing.",
        "Các vòng chưa khép đã được khép bằng một cạnh thẳng.", "Hãy đối chiếu với nguồn: có thể thiếu đỉnh cuối.",
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
    "W-VALUE-03": ErrorText(
        "Ranges in {field} can't be read as numbers the layer takes: {values}.",
        "The text was kept; write it as 40-60, ≤ 7 or ≥ 2, or fill the least and greatest values by hand.",
        "Không đọc được khoảng giá trị trong {field} thành số hợp lệ: {values}.",
        "Chữ gốc được giữ; hãy ghi dạng 40-60, ≤ 7 hoặc ≥ 2, hoặc tự điền giá trị tối thiểu và tối đa.",
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
    # Columns and fields
    "N-MAP-01": ErrorText(
        "The preset {preset} was applied: its columns are those of the file.", "Say --no-preset to go without.",
        "Đã áp dụng cấu hình {preset}: các cột của tệp trùng với cấu hình.", "Dùng --no-preset nếu không muốn.",
    ),
    "N-MAP-02": ErrorText(
        "Columns filled fields that no known name says, by name and values together: {pairs}.",
        "Say another field with --map COLUMN=FIELD where one is wrong.",
        "Các cột không có tên đã biết được gán theo tên gần giống và giá trị: {pairs}.",
        "Nếu sai, hãy chỉ trường khác bằng --map CỘT=TRƯỜNG.",
    ),
    "N-MAP-03": ErrorText(
        "Columns could fill fields, but it is not sure: {pairs}.", "Say those that are right with --map.",
        "Có thể gán các cột vào trường nhưng chưa chắc chắn: {pairs}.", "Hãy xác nhận cột đúng bằng --map.",
    ),
    "N-MAP-04": ErrorText(
        "Values of {field} were replaced by a map of values: {values}.", "The originals are in extra.",
        "Giá trị của {field} đã được thay theo bảng quy đổi: {values}.", "Giá trị gốc nằm trong extra.",
    ),
    "E-MAP-02": ErrorText(
        "There is no preset {preset} for {layer}.", "See which there are with ./dothi presets list.",
        "Không có cấu hình {preset} cho {layer}.", "Xem các cấu hình bằng ./dothi presets list.",
    ),
    "E-MAP-03": ErrorText(
        "The preset {preset} needs columns that {name} hasn't: {columns}.", "Choose another preset, or say --map.",
        "Cấu hình {preset} cần các cột không có trong {name}: {columns}.", "Hãy chọn cấu hình khác hoặc dùng --map.",
    ),
    "E-MAP-04": ErrorText(
        "The preset {preset} belongs to {layer}.", "Choose another name, or remove that one first.",
        "Cấu hình {preset} thuộc về {layer}.", "Hãy chọn tên khác, hoặc xóa cấu hình đó trước.",
    ),
    "E-MAP-05": ErrorText(
        "{preset} can't be a preset's name.", "Use 1 to 60 letters, digits, spaces, hyphens and underscores.",
        "{preset} không dùng làm tên cấu hình được.", "Hãy dùng 1 đến 60 chữ cái, chữ số, dấu cách, gạch nối, gạch dưới.",
    ),
    "E-MAP-06": ErrorText(
        "There is a preset {preset} already.", "Choose another name.",
        "Đã có cấu hình tên {preset}.", "Hãy chọn tên khác.",
    ),
}
