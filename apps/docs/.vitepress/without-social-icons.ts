/**
 * Empties the theme's component for social icons, which loads some icons from another host. The site has no
 * social icons.
 */
export const withoutSocialIcons = {
  name: "without-social-icons",
  enforce: "pre" as const,
  load: (id: string) => (id.endsWith("/VPSocialLink.vue") ? "<template><i /></template>" : null),
};
