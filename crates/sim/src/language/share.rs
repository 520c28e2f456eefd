//! Share codes: a run that fits into a link.
//!
//! A code is a version, `1`, and the script in base64url without padding: short, and no mail program breaks it.

use crate::clock::refusal::Reason;
use crate::cluster::limits;
use alloc::format;
use alloc::string::String;
use base64ct::{Base64UrlUnpadded, Encoding};

const VERSION: char = '1';

/// The code of a script.
///
/// ```
/// use quorate_sim::language::share::{decode, encode};
///
/// let script = "protocol raft\nnodes 3\nseed 1\n@1000\n";
/// assert_eq!(decode(&encode(script)).as_deref(), Ok(script));
/// ```
pub fn encode(script: &str) -> String {
    format!("{VERSION}{}", Base64UrlUnpadded::encode_string(script.as_bytes()))
}

/// The script of a code.
pub fn decode(code: &str) -> Result<String, Reason> {
    // Four signs stand for three bytes.
    if code.len() / 4 * 3 > limits::TEXT {
        return Err(Reason::TooLong { most: limits::TEXT as u64 });
    }
    let body = code.trim().strip_prefix(VERSION).ok_or(Reason::NoCode)?;
    let bytes = Base64UrlUnpadded::decode_vec(body).map_err(|_| Reason::NoCode)?;
    String::from_utf8(bytes).map_err(|_| Reason::NoCode)
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
    fn what_is_no_code_is_refused() {
        for text in ["", "1*", "2cHJv", "1_w"] {
            assert_eq!(decode(text), Err(Reason::NoCode), "{text}");
        }
    }
}
