/** The look of all pages that aren't the map: Tabler, with the product's tokens over it. */

import "./styles/pages.css";
