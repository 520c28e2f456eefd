//! Share codes: a run that fits into a link.
//!
//! A code is a version, `1`, and the script in base64url without padding: short, and no mail program breaks it.

use crate::script::error::Reason;
use alloc::string::String;
use alloc::vec::Vec;

const VERSION: char = '1';
/// The digits of base64url, RFC 4648 §5.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The code of a script.
pub fn encode(script: &str) -> String {
    let mut code = String::from(VERSION);
    for bytes in script.as_bytes().chunks(3) {
        let bits = bytes.iter().fold(0, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - bytes.len()));
        code.extend((0..=bytes.len()).map(|place| char::from(DIGITS[bits >> (18 - 6 * place) & 63])));
    }
    code
}

/// The script of a code.
pub fn decode(code: &str) -> Result<String, Reason> {
    let digits = code.trim().strip_prefix(VERSION).ok_or(Reason::NoCode)?;
    String::from_utf8(bytes(digits).ok_or(Reason::NoCode)?).map_err(|_| Reason::NoCode)
}

/// What the digits stand for. Each byte string has one way to be written, and nothing else is taken.
fn bytes(digits: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for digits in digits.as_bytes().chunks(4) {
        let mut bits = 0;
        for digit in digits {
            bits = bits << 6 | DIGITS.iter().position(|known| known == digit)? as u32;
        }
        // To the upper end of 32 bits, from which whole bytes are taken.
        bits <<= 32 - 6 * digits.len();
        let whole = digits.len() * 6 / 8;
        if whole == 0 || bits << (8 * whole) != 0 {
            return None;
        }
        bytes.extend(&bits.to_be_bytes()[..whole]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_gives_back_its_script() {
        let script = "protocol raft\n@10.5 crash A\n";
        assert_eq!(decode(&encode(script)).as_deref(), Ok(script));
        assert!(encode(script).bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
    }

    #[test]
    fn a_code_is_base64url_as_everybody_writes_it() {
        // RFC 4648 §10, without the padding; and the two digits that are not those of plain base64.
        let known = [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE")];
        for (script, code) in known.into_iter().chain([("foobar", "Zm9vYmFy"), ("→~?", "4oaSfj8"), ("߿ß", "37_Dnw")])
        {
            let code = ["1", code].concat();
            assert_eq!((encode(script), decode(&code).as_deref()), (code.clone(), Ok(script)));
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        // No version, no digit, another version, no UTF-8, padding, a digit too many, bits too many.
        for text in ["", "1*", "2cHJv", "1_w", "1Zg==", "1Zm9vY", "1Zh"] {
            assert_eq!(decode(text), Err(Reason::NoCode), "{text}");
        }
    }
}
