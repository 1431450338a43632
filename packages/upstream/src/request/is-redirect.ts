/** Browsers show a redirect as opaque, other runtimes its status; a fetch that followed one says so. */
export function isRedirect(response: Response): boolean {
  const type: string = response.type;
  return (
    type === "opaqueredirect" || response.redirected || (response.status >= 300 && response.status <= 399)
  );
}
