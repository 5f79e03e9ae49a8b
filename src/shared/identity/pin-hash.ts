/** How a keeper's PIN is written down: `scrypt$N$r$p$salt$hash`, salt and hash in base64. */
export const PIN_HASH = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)$/;
