/** The look of the pages of rights: they need no script. */

import "./styles/access.css";
