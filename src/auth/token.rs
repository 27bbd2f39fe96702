//! Secrets that people carry: session tokens, API keys and receipts. The bytes come from the caller; no chance here.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A secret of 256 bits, shown once. Debug output hides it, so that it never gets into a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token out of 32 random bytes, after a prefix that tells people (and scanners of leaked secrets) what it is.
    pub fn from_random(prefix: &str, bytes: [u8; 32]) -> Token {
        Token(format!("{prefix}{}", base32(&bytes)))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

/// The SHA-256 of a secret: what is stored and looked up. A token has 256 bits of chance, so it needs no slow hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    pub fn of(text: &str) -> TokenHash {
        TokenHash(Sha256::digest(text.as_bytes()).into())
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub fn to_bytes(self) -> [u8; 32] {
        self.0
    }
}

/// The receipt of a response: 160 bits of HMAC-SHA256(secret, response id) in eight groups of four. Made from the id, so
/// that a repeat gets the same one; with the secret, so that nobody can make one from an id.
pub fn receipt_code(secret: &[u8], response_id: Uuid) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes a key of any length");
    mac.update(response_id.as_bytes());
    let digest = mac.finalize().into_bytes();
    let code = base32(digest.get(..20).unwrap_or_default());
    let groups: Vec<&str> = (0..code.len()).step_by(4).filter_map(|at| code.get(at..at + 4)).collect();
    groups.join("-")
}

/// The hash under which a receipt is looked up. Case, blanks and hyphens do not matter, and the letters that
/// Crockford's alphabet leaves out because they are misread count as what they are read as.
pub fn receipt_hash(receipt: &str) -> TokenHash {
    let plain: String = receipt
        .chars()
        .filter(|c| !matches!(c, '-' | ' '))
        .map(|c| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            c => c,
        })
        .collect();
    TokenHash::of(&plain)
}

/// Crockford's base 32, lower case: no letters that are misread, safe in URLs and file names.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut buffer, mut bits) = (0_u32, 0_u32);
    let mut push = |value: u32| text.push(char::from(ALPHABET[(value & 31) as usize]));
    for byte in bytes {
        buffer = buffer << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            push(buffer >> bits);
        }
    }
    if bits > 0 {
        push(buffer << (5 - bits));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_keeps_every_bit() {
        assert_eq!(base32(&[0xFF; 5]), "zzzzzzzz");
        assert_eq!(base32(&[0x08, 0x42]), "1110".to_owned());
        assert_eq!(base32(&[7; 32]).len(), 52);
    }

    #[test]
    fn a_receipt_repeats_and_survives_being_read_aloud() {
        let id = Uuid::from_u128(7);
        let receipt = receipt_code(b"secret", id);
        assert_eq!(receipt, receipt_code(b"secret", id));
        assert_ne!(receipt, receipt_code(b"other", id));
        assert_eq!(receipt.len(), 8 * 4 + 7);
        let misread = receipt.to_uppercase().replace('-', " ").replace('0', "O").replace('1', "l");
        assert_eq!(receipt_hash(&misread), receipt_hash(&receipt));
    }

    #[test]
    fn a_token_does_not_show_in_debug_output() {
        let token = Token::from_random("cvs_", [9; 32]);
        assert!(token.as_str().starts_with("cvs_"));
        assert!(!format!("{token:?}").contains(token.as_str()));
    }
}
