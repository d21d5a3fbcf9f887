/** The look of the audit log's page; it needs no script. */

import "./styles/audit.css";
