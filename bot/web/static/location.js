// Where the person is, asked of the browser when they tap for it and at no other time.
import { say } from "./words.js";

const WAIT_MS = 15000;
const FRESH_MS = 60000; // a fix this old still finds somebody
const DENIED = 1; // GeolocationPositionError.PERMISSION_DENIED
const DIGITS = 6; // of a degree: a tenth of a metre

// Give {point: [latitude, longitude]}, or {problem: sentence} where there is none.
export function locate() {
  if (!navigator.geolocation || !window.isSecureContext) return Promise.resolve({ problem: say.noLocation });
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ point: [coords.latitude, coords.longitude].map((one) => Number(one.toFixed(DIGITS))) }),
      ({ code }) => resolve({ problem: code === DENIED ? say.locationDenied : say.locationFailed }),
      { enableHighAccuracy: true, timeout: WAIT_MS, maximumAge: FRESH_MS });
  });
}
