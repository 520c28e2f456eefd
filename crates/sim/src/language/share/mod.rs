//! Share codes: a run that fits into a link.
//!
//! A code is its version, `2`, the protocol, a point, and in base64url without padding: a checksum of all the rest, the version
//! of the behaviour, the times of the commands as the differences between them, and the script without its times, packed behind
//! phrases that both sides know. So no mail program breaks it, what is cut off or has a wrong letter is told from what
//! is whole, and a page knows which protocol to load before it can read the rest.
//!
//! Version `1` was the script alone in base64url. Such a code is still read; it has no checksum, so of one that is damaged only most
//! are found out.

mod packing;
mod times;

use crate::clock::refusal::Reason;
use crate::cluster::limits;
use crate::language::run::protocol_of;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use base64ct::{Base64UrlUnpadded, Encoding};
use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

/// The version of the behaviour. It goes up when a script may play otherwise than before; then a code made earlier says so. The digests
/// of the recorded runs are kept with the version in which they became what they are, and a test holds that to this.
pub const BEHAVIOUR: u64 = 1;

/// A run as a code gives it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The run, in the command language.
    pub script: String,
    /// The version of the behaviour that it was made with: 0 where codes did not tell yet.
    pub behaviour: u64,
}

/// What people put behind a link, or around it.
const PUNCTUATION: &[char] = &[
    '.', ',', ';', ':', '!', '?', '(', ')', '[', ']', '{', '}', '<', '>', '"', '\'', '`', '*', '…', '“', '”', '‘', '’',
    '«', '»', '。', '，', '、', '；', '：', '！', '？', '（', '）', '「', '」', '『', '』', '《', '》', '【', '】',
];

/// The code of a script.
///
/// ```
/// use quorate_sim::language::share::{decode, encode};
///
/// let script = "protocol raft\nnodes 3\nseed 1\n@1000 crash A\n@1500\n";
/// let code = encode(script);
/// assert!(code.starts_with("2raft."));
/// assert_eq!(decode(&code).expect("it is whole").script, script);
/// ```
pub fn encode(script: &str) -> String {
    let protocol = protocol_of(script).map_or("", |(_, name)| name);
    // No protocol is called otherwise, and such a script is refused by whoever opens it.
    let is_name = protocol.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let protocol = if is_name { protocol } else { "" };
    let mut body = Vec::new();
    times::write(&mut body, BEHAVIOUR);
    let text = times::take_out(script, &mut body);
    body.extend(packing::pack(text.as_bytes()));
    let mut bytes = checksum(protocol, &body).to_le_bytes().to_vec();
    bytes.extend(body);
    format!("2{protocol}.{}", Base64UrlUnpadded::encode_string(&bytes))
}

/// The run of a code, whatever punctuation or white space has come around it or into it.
pub fn decode(code: &str) -> Result<Shared, Reason> {
    // Four signs stand for three bytes.
    if code.len() / 4 * 3 > limits::TEXT {
        return Err(Reason::TooLong { most: limits::TEXT as u64 });
    }
    let code: String = code.split_whitespace().collect();
    let code = code.trim_matches(PUNCTUATION);
    if let Some(body) = code.strip_prefix('1') {
        return first(body).ok_or(if body.is_empty() { Reason::NoCode } else { Reason::DamagedCode });
    }
    let (protocol, body) = code.strip_prefix('2').and_then(|code| code.split_once('.')).ok_or(Reason::NoCode)?;
    let bytes = Base64UrlUnpadded::decode_vec(body).map_err(|_| Reason::DamagedCode)?;
    let (sum, body) = bytes.split_first_chunk().ok_or(Reason::DamagedCode)?;
    if u32::from_le_bytes(*sum) != checksum(protocol, body) {
        return Err(Reason::DamagedCode);
    }
    second(body).ok_or(Reason::DamagedCode)
}

/// Without a table: those of the usual ones would weigh more in the download than all else here.
const CHECKSUM: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);

fn checksum(protocol: &str, body: &[u8]) -> u32 {
    let mut digest = CHECKSUM.digest();
    digest.update(protocol.as_bytes());
    digest.update(body);
    digest.finalize()
}

fn second(mut body: &[u8]) -> Option<Shared> {
    let behaviour = times::read(&mut body)?;
    let times = times::read_all(&mut body)?;
    let text = String::from_utf8(packing::unpack(body)?).ok()?;
    Some(Shared { script: times::put_in(&text, &times)?, behaviour })
}

/// A code of the first version. A script ends with a line's end, so one that was cut is mostly found out.
fn first(body: &str) -> Option<Shared> {
    let script = String::from_utf8(Base64UrlUnpadded::decode_vec(body).ok()?).ok()?;
    script.ends_with('\n').then_some(Shared { script, behaviour: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "protocol raft\nnodes 3\nseed 1\n@10.5 crash A\n@1000\n";

    #[test]
    fn a_code_gives_back_its_script_and_the_version_of_the_behaviour() {
        let code = encode(SCRIPT);
        assert_eq!(decode(&code), Ok(Shared { script: SCRIPT.into(), behaviour: BEHAVIOUR }));
        assert!(code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)));
    }

    #[test]
    fn whatever_a_text_is_its_code_gives_it_back() {
        let texts = [
            "",
            "\n",
            "@",
            "@@",
            "@ x",
            "@@5 x\n",
            "protocol raft.x",
            "protocol 中\n",
            "@5\r\n@4\n@4.50\n@07\n@18446744073709551616\n",
            "中\n@1 request 文",
        ];
        for text in texts {
            assert_eq!(decode(&encode(text)).map(|it| it.script).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_mail_and_people_put_around_a_link_is_left_out() {
        let code = encode(SCRIPT);
        let (begin, end) = code.split_at(30);
        for text in [format!("{code}.,)"), format!("（{code}）。"), format!(" {code}\n"), format!("{begin}\r\n  {end}")]
        {
            assert_eq!(decode(&text), decode(&code), "{text}");
        }
    }

    #[test]
    fn a_code_that_is_cut_or_has_a_wrong_letter_is_another_run_never() {
        let code = encode(SCRIPT);
        for end in 0..code.len() {
            assert!(decode(&code[..end]).is_err(), "{}", &code[..end]);
        }
        for place in 0..code.len() {
            // A blank, or punctuation at an end, is left out: then a letter is missing.
            for letter in (' '..='~').filter(|letter| !code[place..].starts_with(*letter)) {
                let wrong = format!("{}{letter}{}", &code[..place], &code[place + 1..]);
                let decoded = decode(&wrong);
                assert!(decoded.is_err(), "{wrong}: {decoded:?}");
            }
        }
    }

    #[test]
    fn a_code_of_the_first_version_is_read_and_one_that_was_cut_is_not() {
        let code = format!("1{}", Base64UrlUnpadded::encode_string(SCRIPT.as_bytes()));
        assert_eq!(decode(&code), Ok(Shared { script: SCRIPT.into(), behaviour: 0 }));
        assert!(decode(&code[..code.len() - 1]).is_err());
        assert_eq!(decode(&code[..code.len() - 4]), Err(Reason::DamagedCode));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in ["", "1*", "3cHJv", "2", "2raft", "2raft."] {
            assert_eq!(decode(text), Err(Reason::NoCode), "{text}");
        }
        for text in ["1_w", "1cHJv", "2raft.A", "2raft.AAAA", "2raft.AAAAAAAA", "2.ä"] {
            assert_eq!(decode(text), Err(Reason::DamagedCode), "{text}");
        }
    }
}
