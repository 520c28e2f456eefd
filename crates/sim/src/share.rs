//! Share codes: a run that fits into a link.
//!
//! A code is a version, `1`, and the script in base64url without padding: short, and no mail program breaks it.

use crate::script::error::Reason;
use alloc::string::String;
use alloc::vec::Vec;

const VERSION: char = '1';
/// Six bits a character.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The code of a script.
pub fn encode(script: &str) -> String {
    let mut code = String::from(VERSION);
    for group in script.as_bytes().chunks(3) {
        let mut bytes = [0; 4];
        bytes[1..=group.len()].copy_from_slice(group);
        let bits = u32::from_be_bytes(bytes);
        // Three bytes are four characters, two are three, one is two.
        for place in 0..=group.len() {
            code.push(char::from(ALPHABET[(bits >> (18 - 6 * place)) as usize % 64]));
        }
    }
    code
}

/// The script of a code.
pub fn decode(code: &str) -> Result<String, Reason> {
    let body = code.trim().strip_prefix(VERSION).ok_or(Reason::NoCode)?;
    let mut script = Vec::new();
    for group in body.as_bytes().chunks(4) {
        let mut bits = 0;
        for (place, character) in group.iter().enumerate() {
            let value = ALPHABET.iter().position(|other| other == character).ok_or(Reason::NoCode)?;
            bits |= (value as u32) << (18 - 6 * place);
        }
        let bytes = bits.to_be_bytes();
        let (whole, rest) = bytes[1..].split_at(group.len() - 1);
        // A script has one code: the bits that are left over are 0.
        if whole.is_empty() || rest.iter().any(|byte| *byte != 0) {
            return Err(Reason::NoCode);
        }
        script.extend_from_slice(whole);
    }
    String::from_utf8(script).map_err(|_| Reason::NoCode)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_gives_back_its_script() {
        for script in ["", "p", "pr", "pro", "protocol raft\n@10.5 crash A\n", "# 一致性 ÿ"] {
            assert_eq!(decode(&encode(script)).as_deref(), Ok(script));
        }
        let script = "~~~ ??? protocol raft";
        assert_eq!(encode(script), "1fn5-ID8_PyBwcm90b2NvbCByYWZ0");
        assert!(encode(script).bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in ["", "1*", "2cHJv", "1_w", "1c", "1cHJvd", "1cR"] {
            assert_eq!(decode(text), Err(Reason::NoCode), "{text}");
        }
    }
}
