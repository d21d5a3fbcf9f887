"""Who has stored codes of communes that move with a reform. A duty joins with one class and one line here, or, from a
package above this one, by appending to the list when its app is ready."""

from layers.administration.access_areas import AccessAreas
from layers.administration.feature_codes import FeatureCodes
from layers.administration.reform import Follower

FOLLOWERS: list[Follower] = [FeatureCodes(), AccessAreas()]
