import { BrowserPhoneButton } from './phone-button.h5'
import { WeappPhoneButton } from './phone-button.weapp'

/**
 * Asks WeChat for the member's phone number. What comes back is a code that the shop's cloud exchanges for the number;
 * null when the member would not give it.
 */
export const PhoneButton = process.env.TARO_ENV === 'weapp' ? WeappPhoneButton : BrowserPhoneButton
