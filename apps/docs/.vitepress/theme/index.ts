import theme from "vitepress/theme-without-fonts";
import "./theme.css";

// Without the theme's fonts: the system's own load nothing.
export default theme;
