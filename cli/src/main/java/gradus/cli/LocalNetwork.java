package gradus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The address under which other machines of the network reach this one.
final class LocalNetwork {
    /// An address that is kept for documentation. Nothing is sent there; the system only says which way it would go.
    private static final InetSocketAddress AWAY = new InetSocketAddress("192.0.2.1", 9);

    private LocalNetwork() {}

    /// The address that was asked for, or the one in the local network.
    ///
    /// @throws IllegalArgumentException if this machine does not have it, or has none
    static InetAddress address(@Nullable String wanted) {
        try {
            return wanted == null ? found() : own(wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetAddress own(String wanted) throws SocketException {
        InetAddress address;
        try {
            address = InetAddress.getByName(wanted);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("--host must be an address of this machine, got " + wanted, e);
        }
        if (address.isAnyLocalAddress()) {
            throw new IllegalArgumentException(
                    "--host must be one address of this machine, such as 192.168.1.20; " + wanted + " is all of them");
        }
        if (NetworkInterface.getByInetAddress(address) == null) {
            throw new IllegalArgumentException(
                    "--host must be an address of this machine (" + text(addresses()) + "), got " + wanted);
        }
        return address;
    }

    private static InetAddress found() throws IOException {
        List<InetAddress> addresses = addresses();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(AWAY);
            if (addresses.contains(socket.getLocalAddress())) {
                return socket.getLocalAddress();
            }
        } catch (SocketException | UncheckedIOException e) {
            // No route leads out of this network; a class needs none.
        }
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException(
                    "this machine is in no network; connect it to the one in which the students"
                            + " are, or try the class on this machine alone with --host 127.0.0.1");
        }
        return addresses.getFirst();
    }

    /// Those of version 4, which can be typed.
    private static List<InetAddress> addresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(LocalNetwork::isUp)
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLinkLocalAddress())
                .toList();
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }

    private static String text(List<InetAddress> addresses) {
        return addresses.isEmpty()
                ? "127.0.0.1"
                : String.join(
                        ", ",
                        addresses.stream().map(InetAddress::getHostAddress).toList());
    }
}
