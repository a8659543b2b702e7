//! CRC-32 as zip archives use it, computed eight bytes at a time. Knows no archive.

/// The CRC-32 of the bytes added so far.
pub(super) struct Crc {
    table: Box<[[u32; 256]; 8]>,
    remainder: u32,
}

impl Crc {
    /// The CRC-32 of no bytes. The table is computed here: as a constant it would add 8 kB to the wasm file.
    pub(super) fn new() -> Self {
        let mut table = Box::new([[0u32; 256]; 8]);
        for (byte, entry) in (0u32..).zip(table[0].iter_mut()) {
            *entry = (0..8).fold(byte, |r, _| if r & 1 == 1 { r >> 1 ^ 0xedb8_8320 } else { r >> 1 });
        }
        for step in 1..8 {
            for byte in 0..256 {
                let before = table[step - 1][byte];
                table[step][byte] = before >> 8 ^ table[0][(before & 0xff) as usize];
            }
        }
        Self { table, remainder: u32::MAX }
    }

    pub(super) fn add(&mut self, bytes: &[u8]) {
        let table = &*self.table;
        let of = |step: usize, byte: u32| table[step][(byte & 0xff) as usize];
        let mut r = self.remainder;
        let (eights, rest) = bytes.as_chunks::<8>();
        for &[a, b, c, d, e, f, g, h] in eights {
            let low = r ^ u32::from_le_bytes([a, b, c, d]);
            let high = u32::from_le_bytes([e, f, g, h]);
            r = of(7, low) ^ of(6, low >> 8) ^ of(5, low >> 16) ^ of(4, low >> 24);
            r ^= of(3, high) ^ of(2, high >> 8) ^ of(1, high >> 16) ^ of(0, high >> 24);
        }
        self.remainder = rest.iter().fold(r, |r, &byte| r >> 8 ^ of(0, r ^ u32::from(byte)));
    }

    pub(super) fn value(&self) -> u32 {
        !self.remainder
    }
}

#[cfg(test)]
mod tests {
    use super::Crc;

    /// The check value of CRC-32/ISO-HDLC, and that it does not matter how the bytes are cut.
    #[test]
    fn the_published_check_value() {
        for cut in 0..=9 {
            let mut crc = Crc::new();
            let (a, b) = b"123456789".split_at(cut);
            crc.add(a);
            crc.add(b);
            assert_eq!(crc.value(), 0xcbf4_3926);
        }
        let mut crc = Crc::new();
        crc.add(b"The quick brown fox jumps over the lazy dog");
        assert_eq!(crc.value(), 0x414f_a339);
    }
}
