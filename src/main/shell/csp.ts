/** Ant Design writes its styles into the page while it runs; only the staff's screens use it. */
const stylesAtRunTime = new Set(['counter', 'desk', 'maintenance']);

/** The Content-Security-Policy of a page: everything is refused that is not named, and only the app itself is named. */
export function contentSecurityPolicy(page: string): string {
  const styles = stylesAtRunTime.has(page) ? "'self' 'unsafe-inline'" : "'self'";
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' data:", // QR codes are drawn to data: images
    "font-src 'self'",
    "media-src 'self'", // the display's chime and spoken calls
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
