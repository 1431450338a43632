/**
 * Empties the theme's component for social icons: it would load the ones that it does not bring from
 * another host. The site has none, so nothing is lost.
 */
export const withoutSocialIcons = {
  name: "without-social-icons",
  enforce: "pre" as const,
  load: (id: string) => (id.endsWith("/VPSocialLink.vue") ? "<template><i /></template>" : null),
};
