import theme from "vitepress/theme-without-fonts";
import "./theme.css";

// System fonts: the fonts of the default theme would have to load.
export default theme;
