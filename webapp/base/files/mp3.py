"""Frames of MP3: whatever stands between them or behind them, ffmpeg would copy as if it were one."""

from __future__ import annotations

# ISO/IEC 11172-3, 2.4.2.3 and 13818-3, 2.4.2.3: kilobits and samples a second of layer III, by the bits of its header
_KILOBITS = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_LAYER_III = 1


def is_frame(packet: bytes) -> bool:
    """Whether these bytes are one frame of layer III and nothing more."""
    return len(packet) >= 4 and _length(packet) == len(packet)


def _length(packet: bytes) -> int:
    """Bytes of the frame that begins here; 0 where none does."""
    sync, version, layer = packet[0] << 3 | packet[1] >> 5, packet[1] >> 3 & 3, packet[1] >> 1 & 3
    kilobits, rate, padding = packet[2] >> 4, packet[2] >> 2 & 3, packet[2] >> 1 & 1
    if sync != 0x7FF or version == 1 or layer != _LAYER_III or rate == 3:
        return 0
    bits = _KILOBITS[version or 2][kilobits] * 1000
    return (144 if version == 3 else 72) * bits // _RATES[version][rate] + padding if bits else 0
