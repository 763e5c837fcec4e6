import type { BusinessId } from '@afterhourfix/vocabulary';
import type { TravelWeather } from '../service-area/index.ts';

/** How it is outdoors about now, where a business works. */
export interface WeatherReport {
  /** Degrees Fahrenheit. */
  outdoorTemperatureF: number;
  /** What the roads are like; left out: nobody knows of anything but fair ones. */
  roads?: TravelWeather;
  /** A warning of the weather service is in force. */
  isWarned?: boolean;
}

/** Whoever knows the weather. None is connected yet: triage then goes by what the caller says of heat and cold. */
export interface WeatherSource {
  /**
   * Null when nothing recent is known of the place. `zip` is that of the address, null until it is known. Rejects with
   * a VendorError; the caller of it limits the wait.
   */
  findWeather(place: { businessId: BusinessId; zip: string | null }): Promise<WeatherReport | null>;
}

export const NO_WEATHER_SOURCE: WeatherSource = { findWeather: async () => null };
